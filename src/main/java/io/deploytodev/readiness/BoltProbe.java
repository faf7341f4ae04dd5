package io.deploytodev.readiness;

import java.time.Duration;

/** Logs in to Neo4j over Bolt and lets it work out {@code RETURN 1}. */
public final class BoltProbe implements Probe {

    private final DriverDialogue dialogue;

    /** @param patience how long it may take for one answer */
    public BoltProbe(Connector connector, BoltLogin login, Duration patience) {
        // A lambda of its own: the class that touches the driver is not loaded before it is called.
        this.dialogue = new DriverDialogue(connector, patience, stream -> BoltDialogue.hold(stream, login));
    }

    @Override
    public String question() {
        return "RETURN 1";
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
