package io.deploytodev.readiness;

/**
 * Whether a port takes connections. The weakest sign of life: ask the service something where its protocol is known, and
 * do not use this on a published port, where the engine's own proxy answers for a container that does not.
 */
public final class TcpProbe implements Probe {

    private final Connector connector;
    private final int port;

    /** @param port for messages */
    public TcpProbe(Connector connector, int port) {
        this.connector = connector;
        this.port = port;
    }

    @Override
    public String question() {
        return "TCP connect to port " + port;
    }

    @Override
    public ProbeResult ask() {
        return Dialogue.hold(
                connector, Dialogue.PATIENCE, stream -> new ProbeResult.Ready("port " + port + " takes connections"));
    }
}
