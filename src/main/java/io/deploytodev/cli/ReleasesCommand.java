package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.NearestName;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Inquiry;
import io.deploytodev.release.History;
import io.deploytodev.release.LockStatus;
import io.deploytodev.release.Release;
import io.deploytodev.release.ReleaseStore;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code releases}: what was deployed to a host, by whom, and what came of it. */
@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists what was deployed, the newest first, failed deploys and rollbacks too.",
            "`releases show ID` tells one of them in full. Takes no lock, and changes nothing."
        },
        footer = {"", "Examples:", "  deploy-to-dev releases", "  deploy-to-dev releases show 20261121T0812"})
final class ReleasesCommand extends QuestionVerb {

    private static final String SHOW = "show";

    @Parameters(
            arity = "0..2",
            paramLabel = "show ID",
            description = "Tell one release in full: what changed, its images, the times of its steps.")
    private List<String> words = List.of();

    ReleasesCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (!words.isEmpty() && (words.size() != 2 || !words.get(0).equals(SHOW))) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "releases does not know " + String.join(" ", words) + ".",
                    "It lists all, or shows one.",
                    "Ask for one of them: deploy-to-dev releases show ID");
        }
    }

    @Override
    List<String> answer(DeployConfig config, Whom whom, SshAccess access) {
        return new Inquiry(access, whom, Clock.systemUTC()).ask(connection -> {
            History history = connection
                    .host()
                    .run(LockStatus.ask(connection.directory()))
                    .completed(connection.releases().history(), config.project());
            return lines(
                    history,
                    connection.releases(),
                    config.project() + " on " + whom.host().name());
        });
    }

    private List<String> lines(History history, ReleaseStore store, String where) {
        if (words.isEmpty()) {
            return isJson() ? ReleaseText.json(history, history.releases()) : ReleaseText.table(history, where);
        }
        Release release = find(history, words.get(1), where);
        return isJson()
                ? List.of(ReleaseText.json(history, release, store.log(release.id())))
                : ReleaseText.whole(history, release, store.log(release.id()));
    }

    private static Release find(History history, String wanted, String where) {
        List<Release> fitting = history.releases().stream()
                .filter(release -> release.id().startsWith(wanted))
                .toList();
        return history.of(wanted)
                .or(() ->
                        fitting.stream().filter(release -> fitting.size() == 1).findFirst())
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.USAGE,
                        (fitting.isEmpty() ? "There is no release " : "There is more than one release ") + wanted
                                + " of " + where + ".",
                        "deploy-to-dev releases lists those that there are.",
                        NearestName.of(
                                        wanted,
                                        history.releases().stream()
                                                .map(Release::id)
                                                .toList())
                                .map(nearest -> "Did you mean " + nearest + "?")
                                .orElse("Name one of those.")));
    }
}
