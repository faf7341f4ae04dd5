package io.deploytodev.config;

import io.deploytodev.cron.CronExpression;
import io.deploytodev.cron.Timetable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A deploy that a timer asks for.
 *
 * @param name of the user's choice; also that of a file
 * @param host one of the configuration's
 * @param ref the branch, tag or commit to deploy; empty for the tree as it lies here
 * @param services names or patterns; empty for all
 * @param skipUnchanged whether a run ends early when nothing changed since what runs there
 * @param backupFirst whether a backup is made before anything is changed
 * @param retries how often a run that failed is begun again
 * @param backoff before the first of them; twice as long before each further one
 * @param deadline for all of it, with what it waits for
 * @param jitter it begins at a moment within this after it is due
 * @param notifyOn of what it tells; empty for what the configuration says for all
 */
public record Schedule(
        String name,
        CronExpression cron,
        ZoneId zone,
        String host,
        Optional<String> ref,
        List<String> services,
        boolean skipUnchanged,
        boolean backupFirst,
        int retries,
        Duration backoff,
        Duration deadline,
        Duration jitter,
        Optional<Set<Telling>> notifyOn) {

    public Schedule {
        services = List.copyOf(services);
        notifyOn = notifyOn.map(Set::copyOf);
    }

    /** When it is due. */
    public Timetable timetable() {
        return new Timetable(cron, zone);
    }

    /** Of which runs somebody is told. */
    public enum Telling {
        /** Of each that did not do what it should. */
        FAILURE,
        /** Of the first that went well after such. */
        RECOVERY,
        /** Of every run. */
        ALWAYS
    }
}
