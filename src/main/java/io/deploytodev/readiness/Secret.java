package io.deploytodev.readiness;

/** A password: it is used by those who ask for it by name, and shows itself to nobody else. */
public final class Secret {

    private static final String MASK = "***";

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The password itself, for a driver's hands only. */
    public String reveal() {
        return value;
    }

    /** A text of somebody else's making, such as a server's answer, without this password in it. */
    public String hiddenIn(String text) {
        return value.isEmpty() ? text : text.replace(value, MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
