package io.deploytodev.host;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A command that still runs. */
public interface LiveCommand extends AutoCloseable {

    /** Instead of an exit code. */
    int CUT_OFF = -1;

    /** Sends bytes to the command at once. */
    void send(byte[] bytes) throws IOException;

    /** Completes with the exit code when the command ends; with {@link #CUT_OFF} when it was cut off. */
    CompletableFuture<Integer> exit();

    /** Closes the command's stdin and channel. */
    @Override
    void close();
}
