package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands the Postgres driver the stream of the thread that connects. The driver creates socket factories by class name and
 * passes them strings only; but it connects on the caller's thread, so what the thread carries reaches the right one.
 *
 * <p>Public because the driver creates it; nothing else should.
 */
public final class PostgresStreams extends SocketFactory {

    private static final ThreadLocal<TcpStream> OF_THIS_THREAD = new ThreadLocal<>();

    /** Connects by the driver, over the stream. */
    static Connection connect(TcpStream stream, String url, Properties properties) throws SQLException {
        OF_THIS_THREAD.set(stream);
        try {
            return DriverManager.getConnection(url, properties);
        } finally {
            OF_THIS_THREAD.remove();
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        TcpStream stream = OF_THIS_THREAD.get();
        // One stream makes one connection: a second attempt by the driver is told so instead of reading its remains.
        OF_THIS_THREAD.remove();
        if (stream != null) {
            return StreamSocket.over(stream);
        }
        throw new ConnectException("the driver asked for a second connection");
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(@Nullable InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(@Nullable InetAddress host, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        return createSocket();
    }
}
