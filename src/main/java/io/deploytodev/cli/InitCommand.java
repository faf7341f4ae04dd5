package io.deploytodev.cli;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.init.ConfigText;
import io.deploytodev.init.Finding;
import io.deploytodev.init.Findings;
import io.deploytodev.init.ProjectSurvey;
import io.deploytodev.init.Server;
import io.deploytodev.init.SshHosts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code init}: writes the {@code deploy.yml} of a project that has none. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes config/deploy.yml for the project that this directory belongs to.",
            "Finds the compose files, the environment file, the service that users open first and its health address;",
            "asks only what it cannot find, says what it guessed and from where. Needs no Docker, and asks no server."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev init",
            "  deploy-to-dev init --yes --host deploy@dev.example.internal",
            "  deploy-to-dev init --print --host dev      only look"
        })
final class InitCommand implements Callable<Integer>, FailureReporter.Reporting {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The server: [user@]address[:port], or a Host of ~/.ssh/config (default: $DEPLOY_TO_DEV_HOST,"
                    + " else it is asked).")
    private @Nullable String host;

    @Option(names = "--health", paramLabel = "PATH", description = "The path that answers 200 when all is well.")
    private @Nullable String health;

    @Option(names = "--yes", description = "Ask nothing; what cannot be found is left open and told.")
    private boolean yes;

    @Option(
            names = {"--print", "--dry-run"},
            description = "Print what would be written, and write nothing.")
    private boolean print;

    @Option(names = "--force", description = "Overwrite a config/deploy.yml that is there.")
    private boolean force;

    @Option(names = OutputOptions.JSON, description = "Tell what was found as JSON (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Path directory;
    private final Optional<Questions> terminal;

    /**
     * @param directory that the user stands in
     * @param terminal empty where nobody could answer
     */
    InitCommand(Map<String, String> environment, PrintStream out, Path directory, Optional<Questions> terminal) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.directory = directory;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("user.home"));
        ProjectSurvey survey = ProjectSurvey.of(directory);
        Path file = survey.root().resolve("config/deploy.yml");
        if (Files.exists(file) && !force && !print) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    file + " is there already.",
                    "What somebody wrote is not overwritten.",
                    "Look at what it would be: deploy-to-dev init --print; overwrite it: deploy-to-dev init --force");
        }
        Optional<Questions> asked = yes || json ? Optional.empty() : terminal;
        Server server = new InitAnswers(asked, SshHosts.of(home))
                .server(Optional.ofNullable(host).or(() -> Optional.ofNullable(environment.get("DEPLOY_TO_DEV_HOST"))));
        ProjectSurvey answered = health == null
                ? asked.map(questions -> InitAnswers.about(survey, questions)).orElse(survey)
                : survey.withHealth(health);
        Map<Path, String> files = files(answered, server, file);
        check(file, files.get(file), home);
        if (!print) {
            files.forEach(this::write);
        }
        tell(answered, server, file, files);
        return 0;
    }

    private static Map<Path, String> files(ProjectSurvey survey, Server server, Path file) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(file, ConfigText.of(survey, server));
        if (survey.isSpread()) {
            files.put(survey.root().resolve(ConfigText.INCLUDING), ConfigText.including(survey));
        }
        return files;
    }

    /** What was written down is read as every verb will read it, before anything is written. */
    private static void check(Path file, @Nullable String text, Path home) {
        new ConfigLoader(Map.of(), home).load(file, String.valueOf(text));
    }

    private void write(Path file, String text) {
        if (Files.exists(file) && !force) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    file + " is there already.",
                    "What somebody wrote is not overwritten.",
                    "Move it away.");
        }
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    file + " cannot be written.",
                    e.toString(),
                    "Look at the rights of its directory; or print it, and put it there yourself: deploy-to-dev init --print",
                    List.of(),
                    e);
        }
    }

    private void tell(ProjectSurvey survey, Server server, Path file, Map<Path, String> files) {
        List<Finding> findings = Findings.of(survey, server);
        List<String> open = Findings.open(survey);
        if (json) {
            out.println(InitText.json(file, !print, findings, open));
        } else if (print) {
            files.forEach((path, text) -> {
                if (!path.equals(file)) {
                    out.println("# --- " + survey.root().relativize(path));
                }
                out.print(text);
            });
        } else {
            InitText.lines(file, findings, open).forEach(out::println);
        }
        out.flush();
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
