package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream that tells when something is about to be said over it, the first time. */
final class FirstWord implements TcpStream {

    private final TcpStream stream;
    private final Runnable told;
    private volatile boolean spoken;

    FirstWord(TcpStream stream, Runnable told) {
        this.stream = stream;
        this.told = told;
    }

    /** Whether anything was said. */
    boolean isSpoken() {
        return spoken;
    }

    @Override
    public InputStream in() {
        return stream.in();
    }

    @Override
    public OutputStream out() {
        return new Out(stream.out());
    }

    @Override
    public void close() {
        stream.close();
    }

    private final class Out extends OutputStream {

        private final OutputStream to;

        Out(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            tell();
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            tell();
            to.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        private void tell() {
            if (!spoken) {
                spoken = true;
                told.run();
            }
        }
    }
}
