package io.deploytodev.host;

/** The connection to a host is gone, or was never there. */
public final class HostUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    public HostUnreachable(String message, Throwable cause) {
        this(message, cause, false);
    }

    private HostUnreachable(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** The same, for somebody who knows how to go on with a new connection. */
    HostUnreachable passing() {
        return new HostUnreachable(String.valueOf(getMessage()), this, true);
    }

    /**
     * Whether the next command will try to connect again. What was cut off may have run or not: it was not repeated, for
     * only its caller can know whether that does harm.
     */
    public boolean isPassing() {
        return passing;
    }
}
