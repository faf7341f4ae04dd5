package io.deploytodev.host;

import java.io.IOException;
import java.io.OutputStream;

/** What a command reads; written once, on the thread that runs the command, then closed. */
@FunctionalInterface
public interface Stdin {

    /** Nothing to read. */
    Stdin EMPTY = out -> {};

    void writeTo(OutputStream out) throws IOException;
}
