package io.deploytodev.host;

import java.io.InputStream;
import java.io.OutputStream;

/** A TCP stream that may run through a tunnel. */
public interface TcpStream extends AutoCloseable {

    InputStream in();

    OutputStream out();

    @Override
    void close();
}
