package io.deploytodev.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is written to it and tells each line to a listener as soon as it is complete. */
public final class LineSplitter extends OutputStream {

    /** A line that never ends must not fill the memory. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final OutputListener.Stream stream;
    private final OutputListener listener;
    private final Runnable closed;

    public LineSplitter(OutputListener.Stream stream, OutputListener listener) {
        this(stream, listener, () -> {});
    }

    /** @param closed called after the last line was told */
    LineSplitter(OutputListener.Stream stream, OutputListener listener, Runnable closed) {
        this.stream = stream;
        this.listener = listener;
        this.closed = closed;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        all.write(bytes, offset, length);
        listener.bytes(stream, bytes, offset, length);
        if (listener == OutputListener.NONE) {
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                tell();
            } else if (line.size() < LONGEST_LINE) {
                line.write(b);
            }
        }
    }

    @Override
    public synchronized void close() {
        tell();
        closed.run();
    }

    /** All that was written, as it was. */
    public synchronized byte[] bytes() {
        return all.toByteArray();
    }

    private void tell() {
        if (line.size() > 0) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            listener.line(stream, text);
        }
    }
}
