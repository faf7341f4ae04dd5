package io.deploytodev.readiness;

import java.time.Duration;

/**
 * Logs in with the service's own user, password and database, and lets Postgres work out {@code SELECT 1}. That it takes
 * connections is not enough: it does so while it still starts up or recovers.
 */
public final class PostgresProbe implements Probe {

    private final DriverDialogue dialogue;

    /** @param patience how long it may take for one answer */
    public PostgresProbe(Connector connector, PostgresLogin login, Duration patience) {
        // A lambda of its own: the class that touches the driver is not loaded before it is called.
        this.dialogue = new DriverDialogue(connector, patience, stream -> PostgresDialogue.hold(stream, login));
    }

    @Override
    public String question() {
        return "SELECT 1";
    }

    @Override
    public ProbeResult ask() {
        return dialogue.ask();
    }

    @Override
    public void prepare() {
        dialogue.prepare();
    }
}
