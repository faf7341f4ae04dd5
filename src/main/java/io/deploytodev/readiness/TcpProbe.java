package io.deploytodev.readiness;

import java.time.Duration;

/**
 * Whether a port takes connections. The weakest sign of life: ask the service something where its protocol is known, and
 * do not use this on a published port, where the engine's own proxy answers for a container that does not.
 */
public final class TcpProbe implements Probe {

    private final Connector connector;
    private final int port;
    private final Duration patience;

    /** @param port for messages */
    public TcpProbe(Connector connector, int port, Duration patience) {
        this.connector = connector;
        this.port = port;
        this.patience = patience;
    }

    @Override
    public String question() {
        return "TCP connect to port " + port;
    }

    @Override
    public ProbeResult ask() {
        return Dialogue.hold(
                connector, patience, stream -> new ProbeResult.Ready("port " + port + " takes connections"));
    }
}
