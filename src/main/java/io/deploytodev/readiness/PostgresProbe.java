package io.deploytodev.readiness;

/**
 * Logs in with the service's own user, password and database, and lets Postgres work out {@code SELECT 1}. That it takes
 * connections is not enough: it does so while it still starts up or recovers.
 */
public final class PostgresProbe implements Probe {

    private final Connector connector;
    private final PostgresLogin login;

    public PostgresProbe(Connector connector, PostgresLogin login) {
        this.connector = connector;
        this.login = login;
    }

    @Override
    public String question() {
        return "SELECT 1";
    }

    @Override
    public ProbeResult ask() {
        // The driver is touched in a class of its own, so that a refused connection does not load it.
        return Dialogue.hold(connector, Dialogue.PATIENCE, stream -> PostgresDialogue.hold(stream, login));
    }
}
