package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.CommandEnded;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.ProblemFound;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.event.PlannedAction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events of a run that began at a fixed time; each is given in milliseconds after it. */
final class Events {

    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Events() {}

    static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    static DeployEvent runStarted(String... steps) {
        return new RunStarted(START, "deploy", "scribe", "dev.example.internal", List.of(steps));
    }

    static DeployEvent started(long millis, String step) {
        return new StepStarted(at(millis), step);
    }

    static DeployEvent status(long millis, String step, String status) {
        return new StepStatus(at(millis), step, status);
    }

    static DeployEvent output(long millis, String step, String line) {
        return new StepOutput(at(millis), step, line);
    }

    static DeployEvent bytes(long millis, String step, long done, long total) {
        return new StepProgress(at(millis), step, done, total, Unit.BYTES);
    }

    static DeployEvent services(long millis, String step, long done, long total) {
        return new StepProgress(at(millis), step, done, total, Unit.SERVICES);
    }

    static DeployEvent finished(long millis, String step, Outcome outcome, String detail, long took) {
        return new StepFinished(at(millis), step, outcome, detail, Duration.ofMillis(took));
    }

    static DeployEvent done(long millis, String step, String detail, long took) {
        return finished(millis, step, Outcome.DONE, detail, took);
    }

    static DeployEvent notice(long millis, String message) {
        return new Notice(at(millis), message);
    }

    static DeployEvent runFailed(long millis, String what) {
        return runFailed(millis, "build", 8, what);
    }

    static DeployEvent runStopped(long millis) {
        return runFailed(millis, RunFailed.STOPPED, 130, "The deploy was stopped.");
    }

    private static DeployEvent runFailed(long millis, String kind, int exitCode, String what) {
        return new RunFailed(
                at(millis),
                kind,
                exitCode,
                what,
                "mvn says no.\nNothing was replaced.",
                "Mend it.",
                List.of("ERROR: no"),
                Duration.ofMillis(millis));
    }

    static DeployEvent commandEnded(long millis, String command, String ending) {
        return new CommandEnded(at(millis), "dev", command, ending, Duration.ofMillis(120));
    }

    static DeployEvent runSucceeded(long millis) {
        Map<String, URI> urls = new LinkedHashMap<>();
        urls.put("api-gateway", URI.create("http://dev.example.internal:8000"));
        urls.put("health", URI.create("http://dev.example.internal:8000/health"));
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put("sync", Duration.ofMillis(340));
        times.put("build image", Duration.ofMillis(8_400));
        times.put("infrastructure", Duration.ofSeconds(65));
        Map<String, String> next = new LinkedHashMap<>();
        next.put("deploy-to-dev logs api-gateway", "follow its log");
        next.put("deploy-to-dev status", "what runs now");
        return new RunSucceeded(
                at(millis),
                "20260102-030405-1-a1b2c3d",
                "3 services changed",
                urls,
                times,
                List.of("sync", "infrastructure"),
                Duration.ofMillis(millis),
                next);
    }

    static DeployEvent planned(long millis, PlannedAction... actions) {
        return new Planned(at(millis), "20260101T030405Z-1-a1b2c3d", "ada@laptop", List.of(actions));
    }

    /** One event of each kind, in an order in which they may come. */
    static List<DeployEvent> ofEveryKind() {
        return List.of(
                runStarted("sync", "build image", "infrastructure"),
                started(10, "sync"),
                bytes(20, "sync", 500, 1_000),
                done(350, "sync", "2 files, 1.0 kB", 340),
                notice(360, "4.1 GB of disk left"),
                started(400, "build image"),
                started(400, "infrastructure"),
                status(500, "infrastructure", "neo4j: not yet, connection refused"),
                output(600, "build image", "#5 [1/2] \u001b[1;33mCOPY\u001b[0m pom.xml ."),
                done(8_800, "build image", "3 layers cached", 8_400),
                finished(65_400, "infrastructure", Outcome.UNCHANGED, "", 65_000),
                commandEnded(65_450, "docker compose up --detach api-gateway", ""),
                new ProblemFound(at(65_460), "config/deploy.yml", 3, "projct is not known; did you mean project?"),
                planned(
                        65_470,
                        PlannedAction.of(
                                PlannedAction.Area.SERVICE, PlannedAction.Kind.CREATE, "worker", "it is not there")),
                runSucceeded(65_500),
                runFailed(65_600, "Never after a success, but shown"));
    }
}
