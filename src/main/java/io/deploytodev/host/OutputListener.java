package io.deploytodev.host;

/** Hears a command's output line by line while it runs; called from one thread at a time. */
@FunctionalInterface
public interface OutputListener {

    /** Hears nothing. */
    OutputListener NONE = (stream, line) -> {};

    void line(Stream stream, String line);

    /** Where a line came from. */
    enum Stream {
        STDOUT,
        STDERR
    }
}
