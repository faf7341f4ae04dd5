package io.deploytodev.readiness;

/** Logs in to Neo4j over Bolt and lets it work out {@code RETURN 1}. */
public final class BoltProbe implements Probe {

    private final Connector connector;
    private final BoltLogin login;

    public BoltProbe(Connector connector, BoltLogin login) {
        this.connector = connector;
        this.login = login;
    }

    @Override
    public String question() {
        return "RETURN 1";
    }

    @Override
    public ProbeResult ask() {
        // The driver is touched in a class of its own, so that a refused connection does not load it.
        return Dialogue.hold(connector, Dialogue.PATIENCE, stream -> BoltDialogue.hold(stream, login));
    }
}
