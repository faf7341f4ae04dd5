package io.deploytodev.schedule;

import io.deploytodev.config.Notify;
import io.deploytodev.config.Schedule;
import io.deploytodev.config.Schedule.Telling;
import io.deploytodev.cron.CronExpression;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nights that are played through: what each try finds, and what comes of it all. */
final class Nights implements Deployer {

    final VirtualTime time;
    final RunFiles files;
    final List<String> happened = new ArrayList<>();
    final List<RunRecord> told = new ArrayList<>();
    final List<DeployEvent> seen = new ArrayList<>();
    private final Deque<Try> tries = new ArrayDeque<>();
    private boolean nothingToDo;
    private boolean hostIsThere = true;
    private String machine = "ada@nightly";
    private Path config = Path.of("/a/deploy.yml");

    Nights(Path directory, String now) {
        this.time = new VirtualTime(now);
        this.files = new RunFiles(directory);
    }

    /** What a try does. */
    @FunctionalInterface
    interface Try {
        void deploy(EventSink events) throws InterruptedException;
    }

    Nights willFail(FailureKind kind, String what, String why) {
        tries.add(events -> {
            throw new DeployFailure(kind, what, why, "Mend it.");
        });
        return this;
    }

    Nights willTake(Duration duration) {
        tries.add(events -> time.pass(duration));
        return this;
    }

    Nights hasNothingToDo() {
        nothingToDo = true;
        return this;
    }

    Nights hostIsThere(boolean there) {
        hostIsThere = there;
        return this;
    }

    Nights on(String otherMachine, String otherConfig) {
        machine = otherMachine;
        config = Path.of(otherConfig);
        return this;
    }

    RunOutcome run(Schedule schedule) {
        return nightly().run(schedule, Instant.parse("2026-11-21T02:00:00Z"));
    }

    /** It began at three by a clock that is ahead. */
    void gaveUp(Schedule schedule) {
        Instant began = Instant.parse("2027-11-21T03:00:04Z");
        nightly().gaveUp(schedule, began, began, RunOutcome.BROKEN_OFF);
    }

    private NightlyRun nightly() {
        Notify nobody = new Notify(
                Optional.empty(),
                Optional.empty(),
                Notify.Format.JSON,
                Set.of(Telling.FAILURE),
                Optional.empty(),
                Map.of());
        return new NightlyRun(
                new NightlyRun.Setting("shop", machine, config, nobody),
                this,
                files,
                (record, before, on) -> {
                    told.add(record);
                    return Message.occasion(record, before, on).orElse("");
                },
                pending -> {
                    if (hostIsThere) {
                        pending.pending().forEach(record -> pending.arrived(record.id()));
                    }
                },
                Nights::story,
                seen::add,
                time.time());
    }

    private static NightlyRun.Story story(Path log) {
        return new NightlyRun.Story() {
            @Override
            public void accept(DeployEvent event) {
                try {
                    Files.writeString(log, Files.readString(log) + event + "\n");
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public void failed(DeployFailure failure) {}

            @Override
            public void close() {}
        };
    }

    static Schedule schedule(boolean skip, boolean backup, int retries) {
        return new Schedule(
                "nightly",
                CronExpression.parse("0 2 * * *"),
                ZoneId.of("Europe/Berlin"),
                "dev",
                Optional.of("origin/main"),
                List.of(),
                skip,
                backup,
                retries,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ZERO,
                Optional.empty());
    }

    @Override
    public Prepared prepare(Schedule schedule) {
        happened.add("fetch");
        return new Prepared() {
            @Override
            public String commit() {
                return "1a2b3c4";
            }

            @Override
            public String branch() {
                return "main";
            }

            @Override
            public void plan(EventSink events) {
                happened.add("plan");
                if (nothingToDo) {
                    events.accept(new DeployEvent.Planned(time.instant(), "r0", "ada@laptop", List.of()));
                } else {
                    throw new DeployFailure(FailureKind.CONFIG, "A plan that fails.", "", "");
                }
            }

            @Override
            public void backUp(EventSink events, Duration lockPatience) {
                happened.add("backup");
            }

            @Override
            public void deploy(EventSink events, Duration lockPatience) {
                happened.add("deploy, waiting up to " + Attempts.words(lockPatience));
                Instant start = time.instant();
                try {
                    if (!tries.isEmpty()) {
                        tries.remove().deploy(events);
                    }
                } catch (InterruptedException e) {
                    throw new DeployFailure(FailureKind.INTERRUPTED, "Stopped.", "As by Ctrl-C.", "", List.of(), e);
                }
                events.accept(new DeployEvent.StepFinished(
                        time.instant(),
                        "image",
                        DeployEvent.Outcome.DONE,
                        "",
                        Duration.between(start, time.instant())));
                events.accept(new DeployEvent.RunSucceeded(
                        time.instant(), "r1", "1 image", Map.of(), Map.of(), List.of(), Duration.ZERO, Map.of()));
            }

            @Override
            public void close() {
                happened.add("let go");
            }
        };
    }
}
