package io.deploytodev.host;

import java.io.InputStream;
import java.io.OutputStream;

/** A TCP stream that may run through a tunnel. */
public interface TcpStream extends AutoCloseable {

    InputStream in();

    /** What is written here is sent at once, flushed or not, as by a socket. */
    OutputStream out();

    @Override
    void close();
}
