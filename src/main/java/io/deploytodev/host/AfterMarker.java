package io.deploytodev.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what comes after the line that {@link LoginShell} puts before a command's output, byte for byte. What comes
 * before it is the start-up files'. Without that line no command was started, and all of it says why.
 */
final class AfterMarker extends OutputStream {

    private static final byte[] MARKER = (LoginShell.MARKER + "\n").getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private boolean found;
    private boolean over;
    private int searched;

    AfterMarker(OutputStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (found || over) {
            out.write(bytes, offset, length);
            return;
        }
        before.write(bytes, offset, length);
        byte[] all = before.toByteArray();
        int at = indexOfMarker(all);
        if (at >= 0) {
            found = true;
            before.reset();
            out.write(all, at + MARKER.length, all.length - at - MARKER.length);
        }
    }

    private int indexOfMarker(byte[] all) {
        for (; searched + MARKER.length <= all.length; searched++) {
            int i = 0;
            while (i < MARKER.length && all[searched + i] == MARKER[i]) {
                i++;
            }
            if (i == MARKER.length) {
                return searched;
            }
        }
        return -1;
    }

    /** Whether the line has come. */
    synchronized boolean isFound() {
        return found;
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!found && !over) {
            over = true;
            out.write(before.toByteArray());
        }
        out.close();
    }
}
