package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.RunFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The tries of one run: as many as may help, as long as its deadline lets them. */
final class Attempts {

    private final Schedule schedule;
    private final Deployer deployer;
    private final NightlyRun.Time time;
    private final EventSink story;
    private final EventSink all;
    private final Instant end;
    private final AtomicBoolean expired = new AtomicBoolean();
    private final List<String> notes = new ArrayList<>();
    private RunFacts facts = new RunFacts();
    private String commit = "";
    private String branch = "";
    private boolean isBackedUp;
    private boolean isUnchanged;
    private int count;
    private @Nullable DeployFailure failure;

    /**
     * Tries of a run that begins now.
     *
     * @param story where all is written down
     * @param all the same, and whoever looks on
     */
    Attempts(Schedule schedule, Deployer deployer, NightlyRun.Time time, EventSink story, EventSink all) {
        this.schedule = schedule;
        this.deployer = deployer;
        this.time = time;
        this.story = story;
        this.all = all;
        this.end = time.clock().instant().plus(schedule.deadline());
    }

    /**
     * Tries; afterwards the rest of this says what came of it.
     *
     * @param project for those who look on
     */
    void run(String project) {
        Instant start = time.clock().instant();
        all.accept(new DeployEvent.RunStarted(start, "schedule", project, schedule.host(), List.of()));
        Deadline.Running running = time.deadline().begin(schedule.deadline(), () -> expired.set(true));
        try {
            while (!succeeds() && mayTryAgain()) {
                // The pause is over, and something may have changed meanwhile.
            }
        } finally {
            running.close();
        }
        if (failure != null && expired.get()) {
            failure = new DeployFailure(
                    failure.kind(),
                    "The run was not done within its deadline of " + words(schedule.deadline()) + ", and was stopped.",
                    failure.what() + "\n" + failure.why(),
                    "Look at what took so long (deploy-to-dev report), or give it more time: deadline, in deploy.yml.",
                    failure.evidence(),
                    failure);
        }
        // What a plan has said was for the log alone; and what failed before the deploy began, nobody has said yet.
        if (isUnchanged || !facts.isTold()) {
            Instant now = time.clock().instant();
            Duration took = Duration.between(start, now);
            all.accept(failure == null ? unchanged(now, took) : RunFailure.told(failure, now, took));
        }
    }

    private DeployEvent unchanged(Instant now, Duration took) {
        return new DeployEvent.RunSucceeded(
                now, facts.release(), "nothing has changed", Map.of(), Map.of(), List.of(), took, Map.of());
    }

    private boolean succeeds() {
        count++;
        facts = new RunFacts();
        failure = null;
        try (Deployer.Prepared prepared = deployer.prepare(schedule)) {
            commit = prepared.commit();
            branch = prepared.branch();
            if (schedule.skipUnchanged() && isNothingToDo(prepared)) {
                isUnchanged = true;
                return true;
            }
            if (schedule.backupFirst() && !isBackedUp) {
                prepared.backUp(all, patience());
                isBackedUp = true;
            }
            prepared.deploy(told(all), patience());
            return true;
        } catch (DeployFailure e) {
            failure = e;
        } catch (CancellationException e) {
            failure = stopped();
        } catch (RuntimeException e) {
            failure = new DeployFailure(
                    FailureKind.INTERNAL,
                    "This should not have happened.",
                    e.toString(),
                    "Deploy by hand with --debug, and report what it prints.",
                    List.of(),
                    e);
        }
        return false;
    }

    /** What a plan fails over, the deploy tells better; but who cannot be reached need not be asked again. */
    private boolean isNothingToDo(Deployer.Prepared prepared) {
        RunFacts planned = new RunFacts();
        try {
            prepared.plan(event -> {
                story.accept(event);
                planned.accept(event);
            });
        } catch (DeployFailure e) {
            if (e.kind() == FailureKind.CONNECT || e.kind() == FailureKind.INTERRUPTED) {
                throw e;
            }
            return false;
        }
        if (planned.isNothingToDo()) {
            facts = planned;
        }
        return planned.isNothingToDo();
    }

    private EventSink told(EventSink further) {
        RunFacts mine = facts;
        return event -> {
            mine.accept(event);
            further.accept(event);
        };
    }

    private boolean mayTryAgain() {
        DeployFailure last = failure;
        if (last == null || expired.get() || count > schedule.retries() || !Mending.mayHelp(last)) {
            return false;
        }
        Duration pause = Mending.pause(schedule.backoff(), count);
        if (!time.clock().instant().plus(pause).isBefore(end)) {
            note("Try " + count + " failed: " + last.what() + " The deadline leaves no time for another.");
            return false;
        }
        note("Try " + count + " failed: " + last.what() + " Trying again in " + words(pause) + ".");
        try {
            time.pause().pass(pause);
            return true;
        } catch (InterruptedException e) {
            if (!expired.get()) {
                failure = stopped();
            }
            return false;
        }
    }

    private static DeployFailure stopped() {
        return new DeployFailure(
                FailureKind.INTERRUPTED,
                "The run was stopped.",
                "Somebody ended it, or this machine was shut down.",
                "The next run does its work; deploy-to-dev schedule run begins it at once.");
    }

    private void note(String text) {
        notes.add(text);
        all.accept(new DeployEvent.Notice(time.clock().instant(), text));
    }

    private Duration patience() {
        return NightlyRun.patience(Duration.between(time.clock().instant(), end));
    }

    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 3600) {
            return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    Optional<DeployFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** One that its deadline ended is no longer a matter of the kind of failure that this led to. */
    String outcome() {
        if (failure != null && expired.get()) {
            return RunOutcome.DEADLINE;
        }
        return failure().map(each -> each.kind().id()).orElse(isUnchanged ? RunOutcome.UNCHANGED : RunOutcome.HEALTHY);
    }

    /** Of a run that went well. */
    String words() {
        String of = commit.isEmpty() ? "" : commit + (branch.isEmpty() ? "" : " of " + branch);
        return isUnchanged
                ? "Nothing has changed since release " + facts.release() + "."
                : (of.isEmpty() ? "What lay here" : of) + " is deployed, as release " + facts.release() + ".";
    }

    RunFacts facts() {
        return facts;
    }

    String commit() {
        return commit;
    }

    String branch() {
        return branch;
    }

    int count() {
        return count;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
