package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import java.time.Duration;

/** What a run does with the host and the remote; apart, so that a night can be played through without either. */
public interface Deployer {

    /**
     * Fetches what the schedule wants deployed, and keeps others from changing it.
     *
     * @throws DeployFailure when it cannot be had
     */
    Prepared prepare(Schedule schedule);

    /** What is to be deployed, until it is closed. */
    interface Prepared extends AutoCloseable {

        /** Shortened; empty when it is not known. */
        String commit();

        /** Empty when it is on none. */
        String branch();

        /** Says what a deploy would do, and does nothing. */
        void plan(EventSink events);

        /** Makes a backup of the data that runs now. */
        void backUp(EventSink events, Duration lockPatience);

        /** Deploys; puts back what was there when it is not healthy. */
        void deploy(EventSink events, Duration lockPatience);

        @Override
        void close();
    }
}
