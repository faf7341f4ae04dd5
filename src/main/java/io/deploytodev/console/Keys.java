package io.deploytodev.console;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is typed at a terminal that answers with nothing when no key is pressed for a moment ({@code stty min 0 time 1}). So
 * reading can be stopped, and what is typed after that is left for whoever reads next, most often the user's shell.
 */
final class Keys extends InputStream {

    /** Of a second, for {@code stty}: how long the terminal waits for a key. A key that comes is there at once. */
    static final String TENTHS = "1";

    /** A terminal whose window is gone does not wait any more. */
    private static final long NO_WAIT_NANOS = 20_000_000;

    private static final int NO_WAITS = 10;

    private final InputStream terminal;
    private volatile boolean closed;

    Keys(InputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        for (int gone = 0; gone < NO_WAITS; ) {
            synchronized (this) {
                if (closed) {
                    return -1;
                }
                long start = System.nanoTime();
                int n = terminal.read(into, offset, length);
                if (n > 0) {
                    return n;
                }
                gone = System.nanoTime() - start < NO_WAIT_NANOS ? gone + 1 : 0;
            }
        }
        return -1;
    }

    /** Returns when nobody reads any more. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            // Whoever has read until now has let go.
        }
    }
}
