package io.deploytodev.cli;

import io.deploytodev.console.Console;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Listens to a run, so that it can be said what is left on the host when the user does not wait for its end. */
final class Departure implements EventSink {

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(1);

    private final Console console;
    private final Clock clock;
    private final Set<String> running = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private String verb = "run";
    private String host = "the host";
    private Instant start = Instant.EPOCH;
    private boolean over;

    Departure(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void accept(DeployEvent event) {
        synchronized (this) {
            if (event instanceof DeployEvent.RunStarted started) {
                verb = started.verb();
                host = started.host();
                start = started.at();
            } else if (event instanceof DeployEvent.StepStarted step) {
                running.add(step.step());
            } else if (event instanceof DeployEvent.StepFinished step) {
                running.remove(step.step());
                ended.add(step.step());
            } else if (event instanceof DeployEvent.RunSucceeded || event instanceof DeployEvent.RunFailed) {
                over = true;
            }
        }
        console.accept(event);
    }

    /** Ends the display, and says in one line what is left. */
    String leave() {
        String left = left();
        if (left.isEmpty()) {
            return "";
        }
        console.accept(new DeployEvent.RunFailed(
                clock.instant(),
                FailureKind.INTERRUPTED.id(),
                FailureKind.INTERRUPTED.exitCode(),
                "The " + verb + " was left at once.",
                left,
                "deploy-to-dev lock says how it is there; the next deploy mends it.",
                List.of(),
                Duration.between(start, clock.instant())));
        Thread goodbye = new Thread(console::close, "goodbye");
        goodbye.setDaemon(true);
        goodbye.start();
        try {
            goodbye.join(LONGEST_GOODBYE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    /** Empty once the run is over. */
    synchronized String left() {
        if (over) {
            return "";
        }
        if (!ended.contains("lock")) {
            return "Left at once. Nothing was changed on " + host + ".";
        }
        List<String> steps = new ArrayList<>(running);
        String where =
                steps.isEmpty() ? "what was changed may not be undone" : String.join(", ", steps) + " may be half done";
        return "Left at once. On " + host + " " + where
                + ", and what is at work there goes on; the lock is free within 20 s, and the next deploy mends it.";
    }
}
