package io.deploytodev.cli;

import io.deploytodev.deploy.Archives;
import io.deploytodev.deploy.BackupPipeline;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Inquiry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code backup}: a project's data taken into an archive; and what there is of those. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Takes the project's data into a dated archive, on the host or here, as deploy.yml says (backup).",
            "Postgres is dumped while it serves; what else has volumes is stopped for as long as they are copied. Old",
            "archives go then. `backup list` tells which there are, `backup prune` only removes the old ones."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev backup",
            "  deploy-to-dev backup list",
            "  deploy-to-dev backup prune"
        })
final class BackupCommand extends AfarVerb {

    private static final String LIST = "list";
    private static final String PRUNE = "prune";

    @Mixin
    private WaitOption wait = new WaitOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "list|prune",
            description = "Tell which archives there are; or only remove those that are too old, or too many.")
    private @Nullable String word;

    BackupCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    Optional<List<String>> answer(Map<String, String> environment, Path home) {
        if (word != null && !List.of(LIST, PRUNE).contains(word)) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "backup does not know " + word + ".",
                    "Without a word it makes an archive; with list it tells which there are, with prune it removes old ones.",
                    "deploy-to-dev help backup");
        }
        if (!LIST.equals(word)) {
            return Optional.empty();
        }
        Subject subject = subject(environment, home);
        String host = subject.whom().host().name();
        Archives archives =
                new Archives(subject.config().backup(), subject.config().project(), host);
        String where = subject.config().project() + " on " + host;
        try {
            return Optional.of(new Inquiry(subject.access(), subject.whom(), Clock.systemUTC())
                    .ask(connection -> isJson()
                            ? BackupText.json(archives.all(connection))
                            : BackupText.table(
                                    archives.all(connection),
                                    where,
                                    archives.onHost(connection.facts().home()))));
        } catch (DeployFailure e) {
            // A host that is gone is when one needs to know what lies here.
            if (e.kind() != FailureKind.CONNECT || archives.local().isEmpty()) {
                throw e;
            }
            return Optional.of(
                    isJson()
                            ? BackupText.json(archives.local())
                            : BackupText.ofThisMachine(archives.local(), where, host));
        }
    }

    @Override
    void run(Subject subject, EventSink events) {
        ServicesRequest request =
                new ServicesRequest(subject.whom(), subject.config(), Caller.name(), List.of(), true, wait.duration());
        BackupPipeline pipeline =
                new BackupPipeline(request, subject.access(), subject.configs(), events, Clock.systemUTC());
        if (PRUNE.equals(word)) {
            pipeline.prune();
        } else {
            pipeline.run();
        }
    }
}
