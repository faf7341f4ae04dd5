package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Inquiry;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.Intent;
import io.deploytodev.release.LockStatus;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: who changed a host, when, and what came of it. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists who changed the project on the host.",
            "The newest first: deploys, rollbacks and whatever else changes it, also what failed or was cut off.",
            "Takes no lock, and changes nothing."
        },
        footer = {"", "Examples:", "  deploy-to-dev audit", "  deploy-to-dev audit --tail 5 --json"})
final class AuditCommand extends QuestionVerb {

    @Option(names = "--tail", paramLabel = "N", description = "The newest N (default: ${DEFAULT-VALUE}).")
    private int tail = 50;

    AuditCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (tail < 1) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--tail " + tail + " shows nothing.",
                    "It is how many lines to show.",
                    "Say 1 or more.");
        }
    }

    @Override
    List<String> answer(DeployConfig config, Whom whom, SshAccess access) {
        List<AuditEntry> entries = new Inquiry(access, whom, Clock.systemUTC()).ask(connection -> {
            List<AuditEntry> told = new ArrayList<>(connection.audit().last(tail));
            // Who died could not tell it; who comes next will.
            connection
                    .host()
                    .run(LockStatus.ask(connection.directory()))
                    .cutOff()
                    .map(Intent::asAudit)
                    .filter(entry -> told.stream().noneMatch(other -> other.number() == entry.number()))
                    .ifPresent(entry -> told.add(0, entry));
            return told;
        });
        return isJson()
                ? AuditText.json(entries)
                : AuditText.table(
                        entries, config.project() + " on " + whom.host().name());
    }
}
