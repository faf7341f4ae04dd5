package io.deploytodev.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Bytes from one thread to another, with a read that can time out as a socket's does. */
final class TimedPipe extends InputStream {

    private static final int CAPACITY = 1 << 18;

    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean ended;
    private int timeoutMillis;

    synchronized void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    /** No more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        while (count == 0 && !ended) {
            long left = (deadline - System.nanoTime()) / 1_000_000L;
            if (timeoutMillis > 0 && left <= 0) {
                throw new SocketTimeoutException("no answer within " + timeoutMillis + " ms");
            }
            await(timeoutMillis > 0 ? left : 0);
        }
        if (count == 0) {
            return -1;
        }
        int taken = Math.min(Math.min(length, count), CAPACITY - start);
        System.arraycopy(ring, start, bytes, offset, taken);
        start = (start + taken) % CAPACITY;
        count -= taken;
        notifyAll();
        return taken;
    }

    @Override
    public synchronized int available() {
        return count;
    }

    @Override
    public void close() {
        end();
    }

    private synchronized void write(byte[] bytes) throws IOException {
        int written = 0;
        while (written < bytes.length) {
            while (count == CAPACITY && !ended) {
                await(0);
            }
            if (ended) {
                throw new IOException("nobody reads any more");
            }
            int end = (start + count) % CAPACITY;
            int fits = Math.min(Math.min(bytes.length - written, CAPACITY - count), CAPACITY - end);
            System.arraycopy(bytes, written, ring, end, fits);
            written += fits;
            count += fits;
            notifyAll();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private synchronized void await(long millis) throws IOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                TimedPipe.this.write(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                TimedPipe.this.write(Arrays.copyOfRange(bytes, offset, offset + length));
            }

            @Override
            public void close() {
                end();
            }
        };
    }
}
