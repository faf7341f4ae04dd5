package io.deploytodev.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A command of the project's own, run at a certain moment.
 *
 * @param command the program and its arguments
 * @param onHost whether it runs on the dev host, in the tree there; else on the workstation, in the source root
 * @param timeout after which it is ended, with all that it started
 */
public record Hook(Moment moment, List<String> command, boolean onHost, Duration timeout) {

    public Hook {
        command = List.copyOf(command);
    }

    /** When a hook runs. */
    public enum Moment {
        /** Before the tree is read, so that what it makes travels. */
        BEFORE_SYNC,
        /** When the tree is there, before images are built and the infrastructure is started. */
        BEFORE_BUILD,
        /** When all is built and the infrastructure answers, before the first service is replaced. */
        BEFORE_ROLLOUT,
        /** When the new release is healthy and recorded. */
        AFTER_DEPLOY,
        /** When the run has failed, and what could be put back is. */
        ON_FAILURE;

        /** As it stands in the file: {@code before_sync}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
