package io.deploytodev.readiness;

/**
 * What an HTTP server answered.
 *
 * @param body the beginning of it, as one line
 */
public record HttpAnswer(int status, String body) {

    @Override
    public String toString() {
        return body.isEmpty() ? String.valueOf(status) : status + ": " + body;
    }
}
