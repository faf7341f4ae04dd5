package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.io.PrintStream;

/**
 * Says only what came of it, for scripts: the addresses that can be visited now, or where there are none that it is done.
 * A failure is reported at the edge, like every failure.
 */
final class QuietConsole implements Console {

    private final PrintStream out;
    private boolean closed;

    QuietConsole(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(DeployEvent event) {
        if (!closed && event instanceof RunSucceeded success) {
            if (success.urls().isEmpty()) {
                out.println(Clean.line(success.summary()));
            }
            success.urls().values().forEach(out::println);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        out.flush();
    }
}
