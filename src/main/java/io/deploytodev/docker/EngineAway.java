package io.deploytodev.docker;

/** The engine hung up, though the host is there: it was stopped, or the host is about to be. */
public final class EngineAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineAway(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
