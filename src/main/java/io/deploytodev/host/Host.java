package io.deploytodev.host;

import java.io.IOException;
import java.nio.file.Path;

/** A dev host: runs commands, and leads to what listens on it. Safe for use by several threads. */
public interface Host extends CommandRunner, AutoCloseable {

    /** The host as the user knows it, for messages. */
    String name();

    /** Starts a command that goes on until its stdin is closed or it is ended. */
    LiveCommand start(Command<?> command, OutputListener listener);

    /**
     * Opens a TCP stream to an address as it is seen from this host, such as a container's.
     *
     * @throws IOException when nothing listens there, or the host does not allow it
     */
    TcpStream connect(String address, int port) throws IOException;

    /**
     * A unix socket on this machine, in a directory that only this user can enter, that leads to a unix socket of the
     * host. It lives as long as the connection.
     */
    Path forwardUnixSocket(String remoteSocket) throws IOException;

    /** Whether the link works as far as is known; asks nobody, and connects to nothing. */
    default boolean isLinked() {
        return true;
    }

    /** The number of the connection that is used now. */
    default int connection() {
        return 1;
    }

    /**
     * Asked when something broke that was begun on the connection of this number: whether that was the link, and there is
     * another connection by now, so that it may be tried again.
     *
     * @throws HostUnreachable when there is none any more
     */
    default boolean isConnectedAgainSince(int connection) {
        return false;
    }

    @Override
    void close();
}
