package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.schedule.RunFiles;
import io.deploytodev.schedule.RunHistory;
import io.deploytodev.schedule.RunRecord;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: how the nights of the last weeks went. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Draws how long the runs of schedules took, step by step, and what came of them.",
            "Takes no lock, and changes nothing."
        },
        footer = {"", "Examples:", "  deploy-to-dev report", "  deploy-to-dev report --weeks 12"})
final class ReportCommand extends QuestionVerb {

    /** As long as runs are kept, and longer. */
    private static final int MOST_WEEKS = 520;

    @Option(names = "--weeks", paramLabel = "N", description = "Of the last N weeks (default: ${DEFAULT-VALUE}).")
    private int weeks = 4;

    ReportCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (weeks < 1 || weeks > MOST_WEEKS) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--weeks " + weeks + " cannot be drawn.",
                    "It is how many weeks to look back.",
                    "Say 1 or more, and no more than " + MOST_WEEKS + ".");
        }
    }

    @Override
    List<String> answer(DeployConfig config, Whom whom, SshAccess access) {
        Path home = Path.of(System.getProperty("user.home"));
        Clock clock = Clock.systemUTC();
        RunFiles files = RunFiles.of(environment(), home, config.project());
        RunHistory history = RunHistory.of(files, access, whom, clock, Optional.empty());
        Instant since = clock.instant().minus(Duration.ofDays(7L * weeks));
        List<RunRecord> runs = history.runs().stream()
                .filter(run -> !Instant.parse(run.started()).isBefore(since))
                .toList();
        if (isJson()) {
            return HistoryText.json(runs);
        }
        List<String> lines = new ArrayList<>();
        if (!history.remark().isEmpty()) {
            lines.add(history.remark());
            lines.add("");
        }
        lines.addAll(ReportText.draw(
                runs,
                config.project() + " on " + whom.host().name(),
                weeks == 1 ? "the last week" : "the last " + weeks + " weeks"));
        return lines;
    }
}
