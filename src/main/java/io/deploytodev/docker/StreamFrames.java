package io.deploytodev.docker;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes apart what the engine sends of a command without a terminal: pieces of stdout and of stderr, each with eight bytes
 * before it that say which and how long.
 */
final class StreamFrames extends OutputStream {

    private static final int HEADER = 8;
    private static final int STDERR = 2;

    private final OutputStream out;
    private final OutputStream err;
    private final byte[] header = new byte[HEADER];
    private int known;
    private long left;

    StreamFrames(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (left == 0) {
                header[known++] = bytes[at++];
                if (known == HEADER) {
                    known = 0;
                    left = length();
                    begun();
                }
                continue;
            }
            int now = (int) Math.min(left, end - at);
            (header[0] == STDERR ? err : out).write(bytes, at, now);
            at += now;
            left -= now;
        }
    }

    private long length() {
        return (header[4] & 0xffL) << 24 | (header[5] & 0xffL) << 16 | (header[6] & 0xffL) << 8 | (header[7] & 0xffL);
    }

    private void begun() throws IOException {
        if (header[0] < 0 || header[0] > STDERR) {
            throw new IOException("the engine sends what is no stream of a command");
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        err.flush();
    }
}
