package io.deploytodev.readiness;

import java.time.Duration;

/** Logs in to Redis (or Valkey) and sends {@code PING}, which it refuses for as long as it loads its data. */
public final class RedisProbe implements Probe {

    private final DriverDialogue dialogue;

    /** @param patience how long it may take for one answer */
    public RedisProbe(Connector connector, RedisLogin login, Duration patience) {
        // A lambda of its own: the class that touches the driver is not loaded before it is called.
        this.dialogue = new DriverDialogue(connector, patience, stream -> RedisDialogue.hold(stream, login));
    }

    @Override
    public String question() {
        return "PING";
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
