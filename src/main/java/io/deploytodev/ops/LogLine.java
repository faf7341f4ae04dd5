package io.deploytodev.ops;

import io.deploytodev.docker.LoggedContainer;

/** A line that a container wrote, in the bytes that it wrote, without the line end. */
public final class LogLine implements LogItem {

    private static final int OVERHEAD = 72;

    private final LoggedContainer container;
    private final boolean stderr;
    private final long time;
    private final byte[] bytes;
    private final boolean cut;

    /**
     * @param bytes are kept, not copied
     * @param cut whether the line was longer than this
     */
    public LogLine(LoggedContainer container, boolean stderr, long time, byte[] bytes, boolean cut) {
        this.container = container;
        this.stderr = stderr;
        this.time = time;
        this.bytes = bytes;
        this.cut = cut;
    }

    @Override
    public LoggedContainer container() {
        return container;
    }

    public boolean isStderr() {
        return stderr;
    }

    @Override
    public long time() {
        return time;
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the line was longer than is shown of any. */
    public boolean isCut() {
        return cut;
    }

    @Override
    public int weight() {
        return bytes.length + OVERHEAD;
    }
}
