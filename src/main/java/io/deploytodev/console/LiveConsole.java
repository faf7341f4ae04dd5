package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;

/**
 * Shows a run as a block of lines that is redrawn as things change. All drawing happens on one thread of its own: a
 * terminal that is slow, or stopped by Ctrl-S, never holds up the work that an event came from.
 */
final class LiveConsole implements Console {

    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Listening to signals costs more than drawing a run that is over in a second, and nobody resizes that. */
    private static final long WATCH_AFTER_NANOS = 10 * FRAME_NANOS;

    private static final long STOPPED_NANOS = 5 * FRAME_NANOS;

    /** A terminal stopped by Ctrl-S must not keep the process from ending. */
    private static final long CLOSE_MILLIS = 2_000;

    private final Supplier<SystemTerminal> opener;
    private final Consumer<SystemTerminal> watch;
    private final Look look;
    private final InstantSource clock;
    private final BlockLayout layout;
    private final Thread drawing;

    /** Guards all below. */
    private final Object lock = new Object();

    private final RunState run = new RunState();
    private boolean drawSoon;
    private boolean startAnew;
    private boolean closing;

    /**
     * Opens the terminal on the drawing thread, so that a run does not wait for it either.
     *
     * @param watch makes the terminal follow its window and report the signals WINCH and CONT
     */
    LiveConsole(Supplier<SystemTerminal> opener, Consumer<SystemTerminal> watch, Look look, InstantSource clock) {
        this.opener = opener;
        this.watch = watch;
        this.look = look;
        this.clock = clock;
        this.layout = new BlockLayout(look.glyphs());
        this.drawing = new Thread(this::drawUntilClosed, "live-console");
        drawing.setDaemon(true);
        drawing.start();
    }

    @Override
    public void accept(DeployEvent event) {
        synchronized (lock) {
            if (closing) {
                return;
            }
            run.dispatch(event);
            // What comes in streams waits for the next frame; a change of state is shown at once.
            if (!(event instanceof StepOutput || event instanceof StepProgress || event instanceof StepStatus)) {
                drawSoon();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            drawing.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drawSoon() {
        synchronized (lock) {
            drawSoon = true;
            lock.notifyAll();
        }
    }

    private void drawUntilClosed() {
        SystemTerminal terminal = opener.get();
        terminal.handle(Signal.WINCH, signal -> drawSoon());
        terminal.handle(Signal.CONT, signal -> resume());
        BlockPainter painter = new BlockPainter(terminal, look.color());
        try {
            long start = System.nanoTime();
            boolean watching = false;
            while (awaitFrame()) {
                draw(painter);
                if (!watching && System.nanoTime() - start > WATCH_AFTER_NANOS) {
                    watch.accept(terminal);
                    watching = true;
                }
            }
        } finally {
            painter.finish(closingRecord(painter));
        }
    }

    /** Waits until there is something to draw; false when the console is to be closed. */
    private boolean awaitFrame() {
        long start = System.nanoTime();
        long until = FRAME_NANOS;
        synchronized (lock) {
            while (!drawSoon && !closing) {
                long waited = System.nanoTime() - start;
                if (waited > STOPPED_NANOS && until == FRAME_NANOS) {
                    // Most likely stopped by Ctrl-Z and continued: its signal is on its way, and comes before drawing.
                    until = waited + FRAME_NANOS;
                }
                if (waited >= until) {
                    return true;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, until - waited);
                } catch (InterruptedException e) {
                    return false;
                }
            }
            drawSoon = false;
            return !closing;
        }
    }

    private void draw(BlockPainter painter) {
        Size room = painter.room();
        List<Line> lines;
        synchronized (lock) {
            if (startAnew) {
                painter.startAnew();
                startAnew = false;
            }
            lines = layout.lines(run, clock.instant(), room.getRows(), room.getColumns());
        }
        painter.draw(lines);
    }

    /** After Ctrl-Z and fg, the shell's own lines stand where the block was, and the cursor is the shell's. */
    private void resume() {
        synchronized (lock) {
            startAnew = true;
            drawSoon();
        }
    }

    private List<Line> closingRecord(BlockPainter painter) {
        int columns = painter.room().getColumns();
        synchronized (lock) {
            return new ClosingRecord(run, look.glyphs(), clock.instant()).lines(columns);
        }
    }
}
