package io.deploytodev.cli;

import io.deploytodev.connection.Whom;
import io.deploytodev.console.Consoles;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.SideBySide;
import io.deploytodev.ops.LinkReport;
import io.deploytodev.ops.Links;
import io.deploytodev.ops.OnCall;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code health}: which link is broken between the user and the databases. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks every service now, from here and from inside, and says which link is broken:",
            "this machine → dev host → gateway → Postgres, Neo4j, Redis.",
            "From here as a user does; from the dev host each container as a deploy asks it; from each service whether it",
            "reaches the databases in its environment, and is let in there. Takes no lock, and changes nothing.",
            "Exit code 0 when every link holds, 11 when one is broken."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev health",
            "  deploy-to-dev health --host deploy@dev.example.internal --project shop",
            "  deploy-to-dev health --json"
        })
final class HealthCommand extends OnCallVerb {

    HealthCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    int look(OnCall onCall, Whom whom, PrintStream out) {
        LinkReport report = report(onCall, whom, out);
        print(report, out);
        return report.isGood() ? 0 : FailureKind.HEALTH.exitCode();
    }

    private LinkReport report(OnCall onCall, Whom whom, PrintStream out) {
        try (SideBySide asking = new SideBySide()) {
            Links links = new Links(onCall.address(), asking);
            try {
                return onCall.ask(links::ask);
            } catch (DeployFailure e) {
                if (e.kind() == FailureKind.CONNECT) {
                    whom.config()
                            .map(config -> links.withoutHost(config, whom.host().name(), e.why()))
                            .ifPresent(report -> print(report, out));
                }
                throw e;
            }
        }
    }

    private void print(LinkReport report, PrintStream out) {
        HealthText text = new HealthText(Consoles.hasColor(environment(), Consoles.isTerminal()));
        (isJson() ? List.of(HealthText.json(report)) : text.lines(report)).forEach(out::println);
        out.flush();
    }
}
