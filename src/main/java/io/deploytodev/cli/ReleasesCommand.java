package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.NearestName;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.HistoryReader;
import io.deploytodev.release.History;
import io.deploytodev.release.Release;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code releases}: what was deployed to a host, by whom, and what came of it. */
@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists what was deployed, the newest first, failed deploys and rollbacks too.",
            "`releases show ID` tells one of them in full. Takes no lock, and changes nothing."
        })
final class ReleasesCommand implements Callable<Integer>, FailureReporter.Reporting {

    private static final String SHOW = "show";

    @Parameters(
            arity = "0..2",
            paramLabel = "show ID",
            description = "Tell one release in full: what changed, its images, the times of its steps.")
    private List<String> words = List.of();

    @Mixin
    private ConfigOptions options;

    @Option(names = OutputOptions.JSON, description = "One JSON object for each release (docs/events.md).")
    private boolean json;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    ReleasesCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!words.isEmpty() && (words.size() != 2 || !words.get(0).equals(SHOW))) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "releases does not know " + String.join(" ", words) + ".",
                    "It lists all, or shows one.",
                    "Ask for one of them: deploy-to-dev releases show ID");
        }
        Path home = Path.of(System.getProperty("user.home"));
        DeployConfig config = options.load(environment, home);
        HostEntry host = options.host(config, environment);
        SshAccess access = ConfigOptions.access(host, environment, home);
        History history = new HistoryReader(access, Clock.systemUTC())
                .read(host, config.project(), config.timeouts().connection());
        lines(history, config.project() + " on " + host.name()).forEach(out::println);
        out.flush();
        return 0;
    }

    private List<String> lines(History history, String where) {
        if (words.isEmpty()) {
            return json ? ReleaseText.json(history, history.releases()) : ReleaseText.table(history, where);
        }
        Release release = find(history, words.get(1), where);
        return json ? ReleaseText.json(history, List.of(release)) : ReleaseText.whole(history, release);
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

    @Override
    public boolean isDebug() {
        return debug;
    }

    @Override
    public boolean isJson() {
        return json;
    }
}
