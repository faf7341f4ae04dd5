package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.Hook;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.connection.Connection;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** The project's own commands at their moments of a run. */
final class Hooks {

    /** As many lines as help to understand, and fit a screen. */
    private static final int EVIDENCE_LINES = 15;

    /** Whoever has pressed Ctrl-C does not wait for long. */
    private static final Duration AFTER_A_STOP = Duration.ofSeconds(30);

    private final DeployConfig config;
    private final HostEntry host;
    private final Map<String, String> always = new LinkedHashMap<>();
    private volatile Supplier<Optional<Connection>> connection = Optional::empty;
    private volatile Supplier<Map<String, String>> known = Map::of;

    Hooks(DeployConfig config, HostEntry host, String verb, String who) {
        this.config = config;
        this.host = host;
        always.put("VERB", verb);
        always.put("PROJECT", config.project());
        always.put("HOST", host.name());
        always.put("ADDRESS", host.address());
        always.put("WHO", who);
    }

    /** @param held the connection with the lock, through which those on the host run */
    void reach(Ref<Connection> held) {
        connection = held::ifPresent;
    }

    /** @param facts name to what is known of it so far, for the hooks; asked anew for each */
    void tell(Supplier<Map<String, String>> facts) {
        known = facts;
    }

    boolean has(Moment moment) {
        return config.hooks().containsKey(moment);
    }

    /**
     * Adds the step of a hook that can stop the run, if there is one.
     *
     * @return what the step after it needs
     */
    Ref<?>[] before(Moment moment, Pipeline story, Ref<?>... needs) {
        if (!has(moment)) {
            return needs;
        }
        return new Ref<?>[] {story.add(moment.key(), scope -> run(moment, scope), needs)};
    }

    /** The names of the steps, with those of the hooks that are none until it comes to them. */
    List<String> steps(Pipeline story) {
        List<String> steps = new ArrayList<>(story.names());
        if (has(Moment.AFTER_DEPLOY)) {
            steps.add(Moment.AFTER_DEPLOY.key());
        }
        return steps;
    }

    /** The run has ended well, and nothing that happens here changes that. */
    void afterwards(EventSink events, Clock clock) {
        aside(
                Moment.AFTER_DEPLOY,
                Map.of("OUTCOME", "healthy"),
                Optional.empty(),
                "; what was deployed runs all the same.",
                events,
                clock);
    }

    /** The run has failed, and what could be put back is. */
    void afterFailure(DeployFailure failure, EventSink events, Clock clock) {
        boolean stopped = failure.kind() == FailureKind.INTERRUPTED;
        // What a Ctrl-C was for has happened; only another one is meant for this.
        boolean unused = stopped && Thread.interrupted();
        Map<String, String> outcome = new LinkedHashMap<>();
        outcome.put("OUTCOME", failure.kind().id());
        outcome.put("EXIT_CODE", Integer.toString(failure.kind().exitCode()));
        outcome.put("FAILURE", failure.what());
        aside(Moment.ON_FAILURE, outcome, stopped ? Optional.of(AFTER_A_STOP) : Optional.empty(), ".", events, clock);
    }

    private StepResult<Boolean> run(Moment moment, StepScope scope) {
        Hook hook = hook(moment);
        execute(hook, hook.timeout(), Map.of(), scope);
        return StepResult.done(true, "");
    }

    private void aside(
            Moment moment,
            Map<String, String> outcome,
            Optional<Duration> atMost,
            String consequence,
            EventSink events,
            Clock clock) {
        if (!has(moment)) {
            return;
        }
        Hook hook = hook(moment);
        Duration within =
                atMost.filter(most -> most.compareTo(hook.timeout()) < 0).orElse(hook.timeout());
        String step = moment.key();
        StepScope scope = new StepScope(step, events, clock);
        Instant began = clock.instant();
        events.accept(new DeployEvent.StepStarted(began, step));
        Outcome ended = Outcome.DONE;
        String detail = "";
        try {
            execute(hook, within, outcome, scope);
        } catch (CancellationException e) {
            boolean unused = Thread.interrupted();
            ended = Outcome.CANCELLED;
            detail = "stopped";
        } catch (RuntimeException e) {
            ended = Outcome.FAILED;
            detail = e instanceof DeployFailure failure ? failure.why() : String.valueOf(e.getMessage());
        }
        Instant now = clock.instant();
        events.accept(new DeployEvent.StepFinished(now, step, ended, detail, Duration.between(began, now)));
        if (ended != Outcome.DONE) {
            String why = ended == Outcome.CANCELLED ? "was stopped" : "failed: " + detail.replaceFirst("\\.$", "");
            events.accept(new DeployEvent.Notice(now, "The hook " + step + " " + why + consequence));
        }
    }

    private Hook hook(Moment moment) {
        return Optional.ofNullable(config.hooks().get(moment)).orElseThrow();
    }

    private void execute(Hook hook, Duration within, Map<String, String> outcome, StepScope scope) {
        Map<String, String> told = new LinkedHashMap<>(always);
        told.put("HOOK", hook.moment().key());
        told.putAll(known.get());
        told.putAll(outcome);
        Deque<String> last = new ArrayDeque<>();
        OutputListener listener = (stream, line) -> {
            scope.output(line);
            synchronized (last) {
                last.addLast(line);
                if (last.size() > EVIDENCE_LINES) {
                    last.removeFirst();
                }
            }
        };
        try {
            if (hook.onHost()) {
                Connection c = connection
                        .get()
                        .orElseThrow(() -> new IllegalStateException("the lock on " + host.name() + " is not held"));
                c.host()
                        .run(
                                HookCommands.there(
                                        hook, told, within, c.directory().source()),
                                listener);
            } else {
                told.put("CONFIG", config.file().toAbsolutePath().normalize().toString());
                CommandRunner here = new LocalHost(config.source().root());
                here.run(HookCommands.here(hook, told, within), listener);
            }
        } catch (CommandFailed e) {
            List<String> evidence;
            synchronized (last) {
                evidence = List.copyOf(last);
            }
            throw failed(hook, within, e, evidence);
        }
    }

    private DeployFailure failed(Hook hook, Duration within, CommandFailed e, List<String> evidence) {
        String where = hook.onHost() ? "on " + host.name() : "on this machine";
        String why;
        if (e.exitCode() < 0) {
            why = "It did not end " + where + " within " + within.toSeconds()
                    + " s, and was ended with all that it had started.";
        } else if (e.exitCode() == CommandFailed.NOT_STARTED) {
            why = "A program in it was not found " + where + " (exit code 127).";
        } else {
            why = "It ended with exit code " + e.exitCode() + " " + where + ".";
        }
        return new DeployFailure(
                FailureKind.HOOK,
                "The hook " + hook.moment().key() + " failed.",
                why,
                "Correct it (hooks." + hook.moment().key() + " in " + config.file()
                        + "), or leave the hooks out this time with --no-hooks.",
                evidence,
                e);
    }

    /** What a run has come to know, under the names that hooks find it by. */
    static Map<String, String> facts(
            Optional<String> release,
            Optional<String> previous,
            Optional<String> commit,
            Optional<String> branch,
            Optional<String> health) {
        Map<String, String> facts = new LinkedHashMap<>();
        release.ifPresent(id -> facts.put("RELEASE", id));
        previous.ifPresent(id -> facts.put("PREVIOUS", id));
        commit.ifPresent(id -> facts.put("COMMIT", id));
        branch.ifPresent(name -> facts.put("BRANCH", name));
        health.ifPresent(url -> facts.put("HEALTH_URL", url));
        return facts;
    }
}
