package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.event.DeployEvent.Unit;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A made-up deploy, to look at: {@code ConsoleDemo [live|plain|verbose|quiet|json] [deploy|fail|many]}. No test can say whether a
 * display is pleasant.
 */
public final class ConsoleDemo {

    private static final String[] BUILD = {
        "#5 [builder 2/6] COPY pom.xml .",
        "#6 [builder 3/6] RUN mvn -B -o package -Dmaven.test.skip=true",
        "#6 2.114 [INFO] Scanning for projects...",
        "#6 3.871 [INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ backend ---",
        "#6 4.020 \u001b[1;33m[WARNING]\u001b[0m 日本語のファイル名 in a warning 🚀 that goes on and on, further than any terminal"
                + " that anybody has ever had in front of them was wide, and then some more",
        "#6 5.910 [INFO] Building jar: /build/target/backend.jar",
        "#7 [runtime 2/3] COPY --from=builder /build/target/backend.jar /app/ 🎉",
        "#8 exporting to image",
        "#8 naming to docker.io/library/scribe-backend:20260102-030405-1"
    };

    private final Console console;
    private final Instant began = Instant.now();

    private ConsoleDemo(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Consoles.Wish wish = Arrays.stream(Consoles.Wish.values())
                .filter(each -> words.contains(each.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(Consoles.Wish.NONE);
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), System.getenv());
        PrintStream out = System.out;
        try (Console console = Consoles.open(kind, out, System.getenv())) {
            ConsoleDemo demo = new ConsoleDemo(console);
            if (words.contains("many")) {
                demo.many();
            } else {
                demo.deploy(words.contains("fail"));
            }
        }
    }

    private void deploy(boolean fail) {
        List<String> steps = List.of(
                "connect",
                "lock",
                "stage model",
                "observe",
                "plan",
                "preflight",
                "sync",
                "build image",
                "infrastructure",
                "roll out services",
                "verify",
                "record",
                "prune");
        console.accept(new RunStarted(began, "deploy", "scribe", "dev.example.internal", steps));
        step("connect", 320, Outcome.DONE, "deploy@dev.example.internal:22, host key known");
        step("lock", 90, Outcome.DONE, "number 17");
        step("stage model", 210, Outcome.DONE, "2 compose files, 7 services");
        step("observe", 40, Outcome.DONE, "7 containers, 4 of them running");
        step("plan", 3, Outcome.DONE, "3 changes: image of api-gateway, agent-worldsmith, agent-plotmaster");
        step("preflight", 150, Outcome.UNCHANGED, "11 checks passed");
        sync();
        CompletableFuture<Void> infrastructure = CompletableFuture.runAsync(this::infrastructure);
        CompletableFuture<Void> build = CompletableFuture.runAsync(() -> build(fail));
        CompletableFuture.allOf(infrastructure, build).join();
        if (fail) {
            finish("roll out services", Outcome.CANCELLED, "", 0);
            console.accept(
                    new RunFailed(Instant.now(), "build", 8, "The image build failed", "", "", List.of(), took()));
            return;
        }
        console.accept(new Notice(Instant.now(), "The dev host has 4.1 GB of disk left; a build needs about 2 GB"));
        step("roll out services", 2100, Outcome.DONE, "api-gateway, agent-worldsmith, agent-plotmaster: image changed");
        step("verify", 380, Outcome.DONE, "/health answers 200: postgres, neo4j, redis up");
        step("record", 60, Outcome.DONE, "20260102-030405-1-a1b2c3d");
        step("prune", 120, Outcome.UNCHANGED, "5 releases kept");
        Map<String, URI> urls = new LinkedHashMap<>();
        urls.put("api-gateway", URI.create("http://dev.example.internal:8000"));
        urls.put("health", URI.create("http://dev.example.internal:8000/health"));
        Map<String, String> next = new LinkedHashMap<>();
        next.put("deploy-to-dev logs api-gateway", "follow its log");
        next.put("deploy-to-dev status", "what runs now");
        next.put("deploy-to-dev rollback", "return to the release before");
        List<String> critical = List.of("connect", "sync", "build image", "roll out services", "verify");
        console.accept(new RunSucceeded(
                Instant.now(), "20260102-030405-1-a1b2c3d", "3 services changed", urls, times, critical, took(), next));
    }

    private final Map<String, Duration> times = new LinkedHashMap<>();

    private void sync() {
        start("sync");
        long total = 25_100_000;
        for (long done = 0; done <= total; done += total / 25) {
            console.accept(new StepProgress(Instant.now(), "sync", done, total, Unit.BYTES));
            pass(80);
        }
        finish("sync", Outcome.DONE, "12 of 148 files changed, 25.1 MB", 2080);
    }

    private void infrastructure() {
        start("infrastructure");
        String[] answers = {
            "postgres, neo4j and redis: starting",
            "postgres: not yet, the database system is starting up",
            "neo4j: not yet, connection refused",
            "neo4j: not yet, connection refused"
        };
        for (String answer : answers) {
            console.accept(new StepStatus(Instant.now(), "infrastructure", answer));
            pass(1300);
        }
        finish("infrastructure", Outcome.DONE, "postgres, neo4j and redis answer", 5200);
    }

    private void build(boolean fail) {
        start("build image");
        for (int i = 0; i < BUILD.length; i++) {
            console.accept(new StepOutput(Instant.now(), "build image", BUILD[i]));
            console.accept(new StepProgress(Instant.now(), "build image", i, BUILD.length, Unit.STEPS));
            pass(700);
        }
        if (fail) {
            IntStream.rangeClosed(1, 12)
                    .mapToObj(i -> "#6 6." + i + " [ERROR] App.java:[" + i + ",17] cannot find symbol")
                    .forEach(line -> console.accept(new StepOutput(Instant.now(), "build image", line)));
        }
        finish(
                "build image",
                fail ? Outcome.FAILED : Outcome.DONE,
                fail ? "mvn exited with 1" : "scribe-backend:20260102-030405-1, 7 of 9 layers cached",
                6300);
    }

    private void many() {
        List<String> steps = new ArrayList<>();
        IntStream.rangeClosed(1, 40).forEach(i -> steps.add("service-" + i));
        console.accept(new RunStarted(began, "restart", "scribe", "dev.example.internal", steps));
        for (int i = 0; i < steps.size(); i += 2) {
            String one = steps.get(i);
            String two = steps.get(i + 1);
            start(one);
            start(two);
            for (String line : BUILD) {
                console.accept(new StepOutput(Instant.now(), one, line));
                console.accept(new StepStatus(Instant.now(), two, "not yet, /health answers 503"));
                pass(60);
            }
            finish(one, Outcome.DONE, "restarted", 540);
            finish(two, Outcome.DONE, "restarted, healthy", 540);
        }
        console.accept(new RunSucceeded(
                Instant.now(), "20260102-030405-1-a1b2c3d", "", Map.of(), times, List.of(), took(), Map.of()));
    }

    private void step(String name, long millis, Outcome outcome, String detail) {
        start(name);
        pass(millis);
        finish(name, outcome, detail, millis);
    }

    private void start(String name) {
        console.accept(new StepStarted(Instant.now(), name));
    }

    private void finish(String name, Outcome outcome, String detail, long millis) {
        Duration took = Duration.ofMillis(millis);
        synchronized (times) {
            times.put(name, took);
        }
        console.accept(new StepFinished(Instant.now(), name, outcome, detail, took));
    }

    private Duration took() {
        return Duration.between(began, Instant.now());
    }

    /** Time itself is what is shown here. */
    private static void pass(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
