package io.deploytodev.host;

/** The connection to a host is gone, or was never there. */
public final class HostUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HostUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
