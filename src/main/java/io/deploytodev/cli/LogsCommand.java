package io.deploytodev.cli;

import io.deploytodev.connection.Whom;
import io.deploytodev.console.Consoles;
import io.deploytodev.docker.LogQuery;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.ReconnectingHost.LinkListener;
import io.deploytodev.ops.LogLine;
import io.deploytodev.ops.LogRequest;
import io.deploytodev.ops.LogSink;
import io.deploytodev.ops.Logs;
import io.deploytodev.ops.OnCall;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: what the services write and wrote. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows what the services wrote, in one order of time, also those that have ended; with --follow,",
            "what they write from now on. Without SERVICE all of the project."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev logs",
            "  deploy-to-dev logs -f api-gateway",
            "  deploy-to-dev logs --since 03:00 --grep 'ERROR|Traceback'"
        })
final class LogsCommand extends OnCallVerb {

    private static final String ALL = "all";
    private static final int ON_A_TERMINAL = 100;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "The services to show (default: all).")
    private List<String> services = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, over restarts, deploys and lost links, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "The last N lines of each container, or all (default: " + ON_A_TERMINAL
                    + " on a terminal, else all; all with --since, --until or --grep).")
    private @Nullable String tail;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on: 10m, 2h30m, 3d; 03:00, \"2026-11-21 03:00\"; 2026-11-21T03:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Up to then, in the same words.")
    private @Nullable String until;

    @Option(names = "--grep", paramLabel = "REGEX", description = "Only lines in which it is found.")
    private @Nullable String grep;

    @Option(
            names = {"-i", "--ignore-case"},
            description = "With --grep: small and capital letters are the same.")
    private boolean ignoreCase;

    @Option(
            names = {"-v", "--invert-match"},
            description = "With --grep: only lines in which it is not found.")
    private boolean invert;

    @Option(
            names = {"-t", "--timestamps"},
            description = "Before each line its time (UTC, by the dev host's clock).")
    private boolean timestamps;

    @Option(names = "--no-prefix", description = "The lines alone, without the names of the services.")
    private boolean noPrefix;

    @Spec
    private CommandSpec spec;

    LogsCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
        this.spec = CommandSpec.create();
    }

    @Override
    void check() {
        lines();
        matching();
        ZoneId zone = ZoneId.systemDefault();
        Instant now = Instant.now();
        time("--since", since, zone, now);
        time("--until", until, zone, now);
        if (follow && until != null) {
            throw wrong(
                    "--follow and --until exclude each other.",
                    "The one goes on, the other ends.",
                    "Keep one of them.");
        }
        if (grep == null && (ignoreCase || invert)) {
            throw wrong(
                    (invert ? "--invert-match" : "--ignore-case") + " says how --grep is meant, which is not there.",
                    "No line is looked at for anything.",
                    "Say --grep REGEX, or leave it out.");
        }
    }

    @Override
    int look(OnCall onCall, Whom whom, PrintStream out) {
        try {
            onCall.logs(link(), logs -> read(onCall, logs, whom, out));
            return 0;
        } catch (CancellationException e) {
            // It was the user who ended it: there is nothing to explain.
            return FailureKind.INTERRUPTED.exitCode();
        }
    }

    private boolean read(OnCall onCall, Logs logs, Whom whom, PrintStream out) {
        Set<String> names = names(onCall, logs);
        boolean any = logs.read(services.isEmpty() ? Set.of() : names, this::request, sink(names, out));
        if (!any && !isJson()) {
            err().println("There is no container of "
                    + (services.isEmpty() ? logs.project() : String.join(", ", services)) + " on "
                    + whom.host().name() + ", so there are no logs.");
        }
        return any;
    }

    /** The model is asked only for one that has no container: it takes more questions. */
    private Set<String> names(OnCall onCall, Logs logs) {
        Set<String> there = logs.services();
        if (services.isEmpty()) {
            return there;
        }
        return there.containsAll(services)
                ? new LinkedHashSet<>(services)
                : onCall.ask(served -> served.services(services));
    }

    private LogRequest request(LongSupplier hostNow) {
        ZoneId zone = ZoneId.systemDefault();
        Instant now = Instant.now();
        return new LogRequest(
                follow,
                lines(),
                time("--since", since, zone, now)
                        .map(at -> at.nanos(hostNow.getAsLong()))
                        .orElse(0L),
                time("--until", until, zone, now)
                        .map(at -> at.nanos(hostNow.getAsLong()))
                        .orElse(0L),
                matching());
    }

    private static Optional<LogTime> time(String option, @Nullable String text, ZoneId zone, Instant now) {
        return Optional.ofNullable(text).map(words -> LogTime.parse(option, words, zone, now));
    }

    private int lines() {
        if (tail == null) {
            boolean few = since == null && until == null && grep == null && Consoles.isTerminal();
            return few ? ON_A_TERMINAL : LogQuery.ALL;
        }
        if (tail.equals(ALL)) {
            return LogQuery.ALL;
        }
        if (!tail.matches("\\d{1,9}")) {
            throw wrong(
                    "--tail " + tail + " is no number of lines.", "It is how many to show.", "Say a number, or all.");
        }
        return Integer.parseInt(tail);
    }

    private Optional<Predicate<LogLine>> matching() {
        return Optional.ofNullable(grep).map(regex -> LogGrep.of(regex, ignoreCase, invert));
    }

    private LogSink sink(Set<String> names, PrintStream out) {
        if (isJson()) {
            return new LogJson(out);
        }
        boolean terminal = Consoles.isTerminal();
        boolean color = Consoles.hasColor(environment(), terminal);
        LogText text = new LogText(out, err(), new LogText.Look(terminal, color, timestamps, !noPrefix));
        text.align(List.copyOf(names));
        return text;
    }

    /** The lines go on by themselves; somebody who looks at them wonders why none come. */
    private LinkListener link() {
        return new LinkListener() {
            @Override
            public void lost(String host, Duration patience) {
                tell("The connection to " + host + " was lost; trying for up to " + patience.toSeconds()
                        + " s to connect again.");
            }

            @Override
            public void restored(String host, Duration after) {
                tell("Connected to " + host + " again, " + after.toSeconds() + " s later; nothing was missed but what "
                        + "is said.");
            }
        };
    }

    private void tell(String words) {
        if (!isJson()) {
            err().println("--- " + words + " ---");
            err().flush();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static DeployFailure wrong(String what, String why, String next) {
        return new DeployFailure(FailureKind.USAGE, what, why, next);
    }
}
