package io.deploytodev.schedule;

import io.deploytodev.config.Schedule.Telling;
import java.util.Optional;
import java.util.Set;

/** Tells somebody of a run. */
@FunctionalInterface
public interface Messenger {

    /**
     * Does it, if it is of interest; never throws, and always ends.
     *
     * @param before the run of the same schedule before it
     * @param on of which runs to tell
     * @return what came of it, for the record; empty when there was nobody to tell
     */
    String tell(RunRecord record, Optional<RunRecord> before, Set<Telling> on);
}
