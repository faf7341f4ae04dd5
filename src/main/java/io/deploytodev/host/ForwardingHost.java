package io.deploytodev.host;

import java.io.IOException;
import java.nio.file.Path;

/** A host that is another one, but for what a subclass does differently. */
public abstract class ForwardingHost implements Host {

    private final Host host;

    protected ForwardingHost(Host host) {
        this.host = host;
    }

    /** The one behind. */
    protected final Host host() {
        return host;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        return host.run(command, listener);
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        return host.start(command, listener);
    }

    @Override
    public TcpStream connect(String address, int port) throws IOException {
        return host.connect(address, port);
    }

    @Override
    public Path forwardUnixSocket(String remoteSocket) throws IOException {
        return host.forwardUnixSocket(remoteSocket);
    }

    @Override
    public boolean isLinked() {
        return host.isLinked();
    }

    @Override
    public int connection() {
        return host.connection();
    }

    @Override
    public boolean isConnectedAgainSince(int connection) {
        return host.isConnectedAgainSince(connection);
    }

    @Override
    public void close() {
        host.close();
    }
}
