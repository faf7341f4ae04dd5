package io.deploytodev.host;

/** Hears a command's output line by line while it runs; called from one thread at a time. */
@FunctionalInterface
public interface OutputListener {

    /** Hears nothing. */
    OutputListener NONE = (stream, line) -> {};

    void line(Stream stream, String line);

    /** Hears the output as it comes, before it is told line by line: for those who count or keep it. */
    default void bytes(Stream stream, byte[] bytes, int offset, int length) {}

    /** Where a line came from. */
    enum Stream {
        STDOUT,
        STDERR
    }
}
