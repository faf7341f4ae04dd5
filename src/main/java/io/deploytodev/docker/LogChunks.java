package io.deploytodev.docker;

/**
 * Hears a container's log as the engine keeps it: piece by piece. A line is one piece, or as many of 16 KiB as it needs, which
 * all bear the time of the first; other pieces, of the other stream, may come in between.
 */
public interface LogChunks {

    /**
     * A piece. The bytes are only lent.
     *
     * @param nanos when its line was begun, since 1970, by the dev host's clock
     * @param endsLine whether the line ends with it; its line end is not among the bytes
     */
    void chunk(boolean stderr, long nanos, byte[] bytes, int offset, int length, boolean endsLine);

    /** What the engine has to say of the log itself, when it cannot read on as it should. */
    void complaint(String words);

    /**
     * What has come so far was told, more has to be waited for.
     *
     * @return whether to read on
     */
    boolean paused() throws InterruptedException;
}
