package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import java.io.PrintStream;

/** A line for each fact, for logs, pipes and CI: every line makes sense alone, in the order in which things happened. */
final class PlainConsole implements Console {

    private final Object lock = new Object();
    private final PrintStream out;
    private final PlainLines lines;
    private boolean closed;

    /** @param verbose whether to print each external command and all output of what the steps run */
    PlainConsole(PrintStream out, boolean verbose, Ansi ansi) {
        this.out = out;
        this.lines = new PlainLines(line -> out.println(ansi.paint(line)), verbose);
    }

    @Override
    public void accept(DeployEvent event) {
        synchronized (lock) {
            if (!closed) {
                lines.dispatch(event);
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            out.flush();
        }
    }
}
