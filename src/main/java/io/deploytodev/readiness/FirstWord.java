package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.FilterOutputStream;
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

    private final class Out extends FilterOutputStream {

        Out(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            tell();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            tell();
            out.write(bytes, offset, length);
        }

        private void tell() {
            if (!spoken) {
                spoken = true;
                told.run();
            }
        }
    }
}
