package io.deploytodev.cli;

import io.deploytodev.connection.Whom;
import io.deploytodev.console.Consoles;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.SideBySide;
import io.deploytodev.ops.OnCall;
import io.deploytodev.ops.Status;
import io.deploytodev.ops.StatusReport;
import io.deploytodev.serving.Served;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how a project is, on one screen. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows how a project is, on one screen: what is wrong comes first.",
            "Each service with its state; what was deployed, by whom and when; what the health address answers;",
            "how full and busy the host is, and who is at work there. Takes no lock, and changes nothing.",
            "Exit code 0 when all is well, 11 when it is not."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev status",
            "  deploy-to-dev status --watch",
            "  deploy-to-dev status --host deploy@dev.example.internal --project shop"
        })
final class StatusCommand extends OnCallVerb {

    private static final int USUAL_PAUSE = 2;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "SECONDS",
            description = "Look again and again, with a pause of so many seconds (2), until Ctrl-C.")
    private int pause;

    StatusCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (pause < 0) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--watch " + pause + " is no pause.",
                    "It is how many seconds lie between two looks.",
                    "Say 1 or more, or nothing for " + USUAL_PAUSE + ".");
        }
    }

    @Override
    int look(OnCall onCall, Whom whom, PrintStream out) {
        boolean isTerminal = Consoles.isTerminal();
        StatusText text = new StatusText(Consoles.hasColor(environment(), isTerminal));
        return onCall.ask(served -> {
            try (SideBySide asking = new SideBySide()) {
                Status status = new Status(onCall.address(), asking);
                return pause == 0 ? once(status, served, text, out) : again(status, served, text, isTerminal, out);
            }
        });
    }

    private int once(Status status, Served served, StatusText text, PrintStream out) {
        StatusReport report = status.look(served);
        lines(report, text).forEach(out::println);
        return code(report);
    }

    private int again(Status status, Served served, StatusText text, boolean isTerminal, PrintStream out) {
        CountDownLatch never = new CountDownLatch(1);
        Served now = served;
        StatusReport report;
        try {
            do {
                report = status.look(now);
                show(lines(report, text), isTerminal && !isJson(), out);
                now = now.again();
            } while (!never.await(pause, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while watching");
        }
        return code(report);
    }

    /** On a terminal each look takes the place of the one before, without flicker: what is longer is wiped. */
    private static void show(List<String> lines, boolean inPlace, PrintStream out) {
        StringBuilder screen = new StringBuilder(inPlace ? "\u001b[H" : "");
        lines.forEach(line -> screen.append(line).append(inPlace ? "\u001b[K\n" : "\n"));
        out.print(screen.append(inPlace ? "\u001b[J" : ""));
        out.flush();
    }

    private List<String> lines(StatusReport report, StatusText text) {
        return isJson() ? List.of(StatusJson.of(report)) : text.lines(report);
    }

    private static int code(StatusReport report) {
        return report.isWell() ? 0 : FailureKind.HEALTH.exitCode();
    }
}
