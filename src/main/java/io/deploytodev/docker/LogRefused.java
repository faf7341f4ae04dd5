package io.deploytodev.docker;

import java.io.IOException;

/** The engine does not read a container's log, and will not when it is asked again. */
public final class LogRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean gone;

    LogRefused(String words, boolean gone) {
        super(words);
        this.gone = gone;
    }

    /** Whether there is no such container any more; else its log cannot be read. */
    public boolean isGone() {
        return gone;
    }
}
