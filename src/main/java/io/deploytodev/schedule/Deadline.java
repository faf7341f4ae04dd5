package io.deploytodev.schedule;

import java.time.Duration;

/** Ends what takes too long. */
@FunctionalInterface
public interface Deadline {

    /**
     * From now on, after this long, the calling thread is interrupted, as by a Ctrl-C.
     *
     * @param expired is run first
     * @return takes that back
     */
    Running begin(Duration after, Runnable expired);

    /** One that has begun. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
