package io.deploytodev.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Size;
import org.jline.utils.Signals;

/**
 * The user's terminal while a program elsewhere has it: each key goes through, Ctrl-C too. It is put right again however
 * that ends; only a kill -9 of this program leaves it as it is.
 *
 * <p>By {@code stty}, which every system with a terminal has, and not by JLine's native library, which wants to be unpacked
 * and run from a temporary directory.
 */
public final class RawTerminal implements AutoCloseable {

    private static final int SCREEN_BUFFER = 8 * 1024;

    /** A program elsewhere draws in the size that it is told until the next change: it is worth waiting for. */
    private static final Duration SIZE_WITHIN = Duration.ofSeconds(5);

    private final String modesBefore;
    private final Thread atTheLatest = new Thread(this::restore, "restore the terminal");
    private final AtomicBoolean restored = new AtomicBoolean();
    private final Keys keys = new Keys(new FileInputStream(FileDescriptor.in));
    private final ScreenModes screen =
            new ScreenModes(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), SCREEN_BUFFER));
    private volatile Runnable resized = () -> {};

    private RawTerminal(String modesBefore) {
        this.modesBefore = modesBefore;
    }

    /** Whether standard input and standard output both are a terminal. */
    public static boolean isThere() {
        return Consoles.isInputTerminal() && Consoles.isTerminal();
    }

    /**
     * Takes it over.
     *
     * @throws IOException when {@code stty}, by which its modes are set, is not there or refuses
     */
    public static RawTerminal open() throws IOException {
        RawTerminal terminal = new RawTerminal(stty("-g").strip());
        Runtime.getRuntime().addShutdownHook(terminal.atTheLatest);
        Signals.register("WINCH", () -> terminal.resized.run());
        stty("raw", "-echo", "min", "0", "time", Keys.TENTHS);
        return terminal;
    }

    /** What is typed, until the terminal is given back. */
    public InputStream keys() {
        return keys;
    }

    /** What is shown. */
    public OutputStream screen() {
        return screen;
    }

    /** Of the terminal as it is now, first its rows and then its columns. */
    public static int[] size() {
        Size size = SystemTerminal.askSize(SystemTerminal.USUAL, SIZE_WITHIN);
        return new int[] {size.getRows(), size.getColumns()};
    }

    /** From now on hears when its size has changed. */
    public void onResize(Runnable action) {
        resized = action;
    }

    @Override
    public void close() {
        keys.close();
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheLatest);
        } catch (IllegalStateException e) {
            // The program is being ended, and the hook finds that there is nothing left to do.
        }
    }

    private void restore() {
        if (restored.compareAndSet(false, true)) {
            try {
                screen.reset();
                stty(modesBefore);
            } catch (IOException e) {
                // It is gone: its window was closed.
            }
        }
    }

    private static String stty(String... words) throws IOException {
        List<String> argv = new java.util.ArrayList<>(List.of("stty"));
        argv.addAll(List.of(words));
        Process process = new ProcessBuilder(argv)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean interrupted = false;
        while (true) {
            try {
                int code = process.waitFor();
                if (code != 0) {
                    throw new IOException(answer.strip());
                }
                return answer;
            } catch (InterruptedException e) {
                interrupted = true;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
