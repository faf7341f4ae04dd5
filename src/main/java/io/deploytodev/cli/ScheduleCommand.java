package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.NearestName;
import io.deploytodev.config.Schedule;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.schedule.StateFolder;
import io.deploytodev.schedule.Tick;
import io.deploytodev.schedule.Upcoming;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule}: what is deployed without anybody's asking. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs deploys at the times that the configuration names.",
            "`list` says when each schedule is due and what became of it last, `history` what happened each night,",
            "wherever it ran; `run NAME` runs one now.",
            "`install` has this machine's timer (systemd or cron) ask each minute what is due, once it is sure that nobody",
            "need be asked for a key or a password; `remove` takes that away. `check` only looks whether it would work.",
            "`tick` runs what is due; `daemon` does that again and again, for containers, until it is ended."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev schedule list",
            "  deploy-to-dev schedule install          at the times in deploy.yml",
            "  deploy-to-dev schedule run nightly      not waiting for the night",
            "  deploy-to-dev schedule history --tail 3"
        })
final class ScheduleCommand implements Callable<Integer>, FailureReporter.Reporting, LastWords.Speaker {

    @Parameters(
            arity = "0..1",
            paramLabel = "ACTION",
            description = "list (default), history, run, install, remove, check, tick or daemon.")
    private String word = ScheduleAction.LIST.word();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A schedule: which one to run, or whose history.")
    private @Nullable String name;

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(
            names = "--tail",
            paramLabel = "N",
            description = "With history: the last N runs (default: ${DEFAULT-VALUE}).")
    private int tail = ScheduleHistory.TAIL;

    @Option(names = "--show", paramLabel = "ID", description = "With history: tell one run in full, with its log.")
    private @Nullable String show;

    @Option(
            names = "--with",
            paramLabel = "TIMER",
            description = "With install: systemd or cron (default: what this machine has).")
    private @Nullable String with;

    @Option(names = "--no-check", description = "With install: do not try whether ssh and git work without asking.")
    private boolean noCheck;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "With list and tick: as if it were that time, as in 2027-03-28T01:00:00Z. To try schedules out.")
    private @Nullable String at;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;
    private final PrintStream out;
    private LastWords lastWords = new LastWords();

    ScheduleCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    @Override
    public Integer call() {
        ScheduleAction action = ScheduleAction.of(word).orElseThrow(() -> unknown(word));
        Clock clock = clock();
        Path home = Path.of(System.getProperty("user.home"));
        int code =
                switch (action) {
                    case DAEMON ->
                        new ScheduleDaemon(this::load, environment, home, clock, out, this::failed)
                                .run((config, where, time) -> {
                                    List<Tick.Done> done =
                                            tick(config, where, time).run();
                                    int unused = runs(config, where).told(done);
                                    return done;
                                });
                    case CHECK -> setup(home).check();
                    case INSTALL -> setup(home).install(Optional.ofNullable(with), !noCheck);
                    case REMOVE -> setup(home).remove();
                    case LIST -> list(load(home), home, clock.instant());
                    case HISTORY -> history(home);
                    case RUN -> {
                        DeployConfig config = load(home);
                        Schedule schedule = named(config);
                        yield runs(config, home)
                                .told(List.of(tick(config, home, clock).now(schedule)));
                    }
                    case TICK -> {
                        DeployConfig config = load(home);
                        yield runs(config, home).told(tick(config, home, clock).run());
                    }
                };
        out.flush();
        return code;
    }

    /** What the daemon outlives. */
    private void failed(Exception e) {
        new FailureReporter(environment, out, Clock.systemUTC())
                .report(e, output.isJson(), spec.commandLine().getErr());
    }

    private DeployConfig load(Path home) {
        return options.here(environment, home);
    }

    private ScheduleSetup setup(Path home) {
        return new ScheduleSetup(load(home), environment, home, out, output.isJson());
    }

    private ScheduleRuns runs(DeployConfig config, Path home) {
        return new ScheduleRuns(config, environment, home, output, out, lastWords);
    }

    private Tick tick(DeployConfig config, Path home, Clock clock) {
        return new Tick(config.schedules(), StateFolder.of(config, environment, home), runs(config, home), clock);
    }

    private int history(Path home) {
        var question = new ScheduleHistory.Question(
                Optional.ofNullable(name), tail, Optional.ofNullable(show), output.isJson());
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        DeployConfig config = OnCallOptions.config(whom, access, OnCallOptions.configs(whom, environment, home));
        ScheduleHistory.answer(
                        question,
                        config,
                        new Whom(whom.host(), Optional.of(config.project()), whom.config()),
                        access,
                        environment)
                .forEach(out::println);
        return 0;
    }

    private int list(DeployConfig config, Path home, Instant now) {
        StateFolder folder = StateFolder.of(config, environment, home);
        List<Upcoming> all = config.schedules().stream()
                .map(schedule -> Upcoming.of(schedule, folder, now))
                .toList();
        if (output.isJson()) {
            all.forEach(each -> out.println(ScheduleText.json(each)));
        } else {
            Optional<String> timer = new ScheduleSetup(config, environment, home, out, false).installed();
            ScheduleText.lines(config, all, timer, now).forEach(out::println);
        }
        return 0;
    }

    private Schedule named(DeployConfig config) {
        List<String> names = config.schedules().stream().map(Schedule::name).toList();
        return config.schedules().stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.USAGE,
                        name == null
                                ? "schedule run needs the name of a schedule."
                                : "There is no schedule " + name + ".",
                        names.isEmpty()
                                ? config.file() + " names no schedules."
                                : "There are: " + String.join(", ", names) + ".",
                        NearestName.of(name == null ? "" : name, names)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("deploy-to-dev config --example shows how one is written.")));
    }

    private Clock clock() {
        if (at == null) {
            return Clock.systemUTC();
        }
        try {
            return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse(at)));
        } catch (DateTimeException e) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    at + " is no time.",
                    "It is written in UTC, to the second.",
                    "Such as: --at 2027-03-28T01:00:00Z");
        }
    }

    private static DeployFailure unknown(String word) {
        List<String> words =
                Arrays.stream(ScheduleAction.values()).map(ScheduleAction::word).toList();
        return new DeployFailure(
                FailureKind.USAGE,
                "schedule does not know " + word + ".",
                "It knows: " + String.join(", ", words) + ".",
                NearestName.of(word, words)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("See: deploy-to-dev help schedule"));
    }

    @Override
    public void leavesWith(LastWords words) {
        lastWords = words;
    }

    @Override
    public boolean isDebug() {
        return output.isDebug();
    }

    @Override
    public boolean isJson() {
        return output.isJson();
    }
}
