package io.deploytodev.schedule;

import io.deploytodev.config.Notify;
import io.deploytodev.config.Schedule;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One run of a schedule, from the fetch of its ref to the message about it. It always ends, and always leaves a record: what
 * goes wrong with records and messages changes nothing of what was deployed.
 */
public final class NightlyRun implements ScheduledRun {

    /** HostRuns knows the names of records by it, too. */
    private static final int ORIGIN_DIGITS = 6;

    private final Setting setting;
    private final Deployer deployer;
    private final RunFiles files;
    private final Messenger messenger;
    private final Consumer<RunFiles> delivery;
    private final Function<Path, Story> stories;
    private final EventSink watching;
    private final Time time;

    /**
     * A run.
     *
     * @param delivery brings records to the host, those that it could not get before too
     * @param stories opens the file into which a run's words are written
     * @param watching whoever looks on
     */
    public NightlyRun(
            Setting setting,
            Deployer deployer,
            RunFiles files,
            Messenger messenger,
            Consumer<RunFiles> delivery,
            Function<Path, Story> stories,
            EventSink watching,
            Time time) {
        this.setting = setting;
        this.deployer = deployer;
        this.files = files;
        this.messenger = messenger;
        this.delivery = delivery;
        this.stories = stories;
        this.watching = watching;
        this.time = time;
    }

    /**
     * Of which project, and where this is.
     *
     * @param machine user and machine
     * @param config which configuration of the project
     */
    public record Setting(String project, String machine, Path config, Notify messages) {

        /** Short, and another one for another machine or checkout. */
        String origin() {
            return Sha256.hex(machine + "\n" + config).substring(0, ORIGIN_DIGITS);
        }
    }

    /** Everything that has to do with time. */
    public record Time(Clock clock, Pause pause, Deadline deadline) {}

    /** Writes down what a run says. */
    public interface Story extends EventSink, AutoCloseable {

        /** The last word on what went wrong, with its evidence. */
        void failed(DeployFailure failure);

        @Override
        void close();
    }

    @Override
    public RunOutcome run(Schedule schedule, Instant due) {
        Instant start = time.clock().instant();
        String id = RunFiles.id(start, schedule.name(), setting.origin());
        Optional<RunRecord> before = before(schedule);
        Attempts attempts;
        try (Story story = story(id)) {
            EventSink all = event -> {
                story.accept(event);
                watching.accept(event);
            };
            attempts = new Attempts(schedule, deployer, time, story, all);
            attempts.run(setting.project());
            attempts.failure().ifPresent(story::failed);
        }
        // What ended the run is not to end the telling of it.
        boolean unused = Thread.interrupted();
        RunRecord record = record(id, schedule, due, start, attempts);
        leave(record, before, schedule);
        Optional<String> release = Optional.of(record.release()).filter(text -> !text.isEmpty());
        return new RunOutcome(record.outcome(), record.exitCode(), record.what(), release);
    }

    @Override
    public void gaveUp(Schedule schedule, Instant due, Instant began, RunOutcome outcome) {
        Instant now = time.clock().instant();
        Instant start = began.isAfter(now) ? now : began;
        String id = files.unfinished(schedule.name(), setting.origin())
                .orElseGet(() -> RunFiles.id(start, schedule.name(), setting.origin()));
        RunRecord record = new RunRecord(
                RunRecord.SCHEMA,
                id,
                schedule.name(),
                setting.project(),
                schedule.host(),
                schedule.zone().getId(),
                setting.machine(),
                due.toString(),
                start.toString(),
                now.toString(),
                schedule.ref().orElse(""),
                "",
                "",
                outcome.outcome(),
                outcome.exitCode(),
                outcome.what(),
                "It ended without a word, as when the machine is switched off or has no memory left.",
                "See what is served: deploy-to-dev status. To run it now: deploy-to-dev schedule run "
                        + schedule.name(),
                "",
                1,
                List.of(),
                Map.of(),
                "");
        leave(record, before(schedule), schedule);
    }

    private Optional<RunRecord> before(Schedule schedule) {
        return files.all().stream()
                .filter(record -> record.schedule().equals(schedule.name()))
                .findFirst();
    }

    private void leave(RunRecord record, Optional<RunRecord> before, Schedule schedule) {
        save(record);
        String told = messenger.tell(
                record, before, schedule.notifyOn().orElse(setting.messages().on()));
        if (!told.isEmpty()) {
            save(record.told(told));
        }
        delivery.accept(files);
    }

    private RunRecord record(String id, Schedule schedule, Instant due, Instant start, Attempts attempts) {
        Optional<DeployFailure> failure = attempts.failure();
        return new RunRecord(
                RunRecord.SCHEMA,
                id,
                schedule.name(),
                setting.project(),
                schedule.host(),
                schedule.zone().getId(),
                setting.machine(),
                due.toString(),
                start.toString(),
                time.clock().instant().toString(),
                schedule.ref().orElse(""),
                attempts.commit(),
                attempts.branch(),
                attempts.outcome(),
                failure.map(each -> each.kind().exitCode()).orElse(0),
                failure.map(DeployFailure::what).orElseGet(attempts::words),
                failure.map(DeployFailure::why).orElse(""),
                failure.map(DeployFailure::next).orElse(""),
                failure.isEmpty() ? attempts.facts().release() : "",
                attempts.count(),
                attempts.notes(),
                attempts.facts().stepMillis(),
                "");
    }

    /** A disk that is full must not keep a deploy from running. */
    private Story story(String id) {
        try {
            return stories.apply(files.log(id));
        } catch (IOException | UncheckedIOException e) {
            notice("What this run says cannot be written down: " + e);
            return new Story() {
                @Override
                public void accept(DeployEvent event) {}

                @Override
                public void failed(DeployFailure failure) {}

                @Override
                public void close() {}
            };
        }
    }

    private void save(RunRecord record) {
        try {
            files.save(record);
        } catch (IOException e) {
            notice("This run cannot be recorded on this machine: " + e);
        }
    }

    private void notice(String message) {
        watching.accept(new DeployEvent.Notice(time.clock().instant(), message));
    }

    /** How long something is allowed to wait of what is left: the rest is for what comes after it. */
    static Duration patience(Duration left) {
        return left.isNegative() ? Duration.ZERO : left.multipliedBy(3).dividedBy(4);
    }
}
