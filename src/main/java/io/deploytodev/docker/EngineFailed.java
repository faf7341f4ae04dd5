package io.deploytodev.docker;

/** The engine did not answer a question as it should. */
public final class EngineFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
