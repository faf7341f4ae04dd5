package io.deploytodev.readiness;

/** Hears each change of what a service says; called from several threads, for one service from one at a time. */
@FunctionalInterface
public interface ReadinessListener {

    /** Hears nothing. */
    ReadinessListener NONE = (service, state) -> {};

    /**
     * A service says something else than before.
     *
     * @param state a short sentence: {@code ready after 4.2 s}, {@code not yet: connection refused}
     */
    void changed(String service, String state);
}
