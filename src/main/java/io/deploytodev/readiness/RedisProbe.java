package io.deploytodev.readiness;

/** Logs in to Redis (or Valkey) and sends {@code PING}, which it refuses for as long as it loads its data. */
public final class RedisProbe implements Probe {

    private final Connector connector;
    private final RedisLogin login;

    public RedisProbe(Connector connector, RedisLogin login) {
        this.connector = connector;
        this.login = login;
    }

    @Override
    public String question() {
        return "PING";
    }

    @Override
    public ProbeResult ask() {
        // The driver is touched in a class of its own, so that a refused connection does not load it.
        return Dialogue.hold(connector, Dialogue.PATIENCE, stream -> RedisDialogue.hold(stream, login));
    }
}
