package io.deploytodev.host;

/** Runs commands to their end. Safe for use by several threads. */
public interface CommandRunner {

    /**
     * Runs a command to its end.
     *
     * @throws CommandFailed when it ends with another exit code than it may, or not in time
     * @throws HostUnreachable when the connection is gone
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted; the command is ended
     */
    default <R> R run(Command<R> command) {
        return run(command, OutputListener.NONE);
    }

    /** Runs a command to its end and tells its output as it comes. */
    <R> R run(Command<R> command, OutputListener listener);
}
