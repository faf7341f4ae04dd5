package io.deploytodev.readiness;

/** Asks a service one question whose answer shows that it really works. */
public interface Probe {

    /** What is asked, in a few words: {@code SELECT 1}, {@code GET /health}. */
    String question();

    /** Asks once, within a few seconds; answers and never throws for what the service does. */
    ProbeResult ask();

    /** Begins to load what it takes to ask, for whoever will ask soon and waits for something else now. */
    default void prepare() {}
}
