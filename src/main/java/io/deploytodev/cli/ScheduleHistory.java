package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.schedule.RunFiles;
import io.deploytodev.schedule.RunHistory;
import io.deploytodev.schedule.RunRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code schedule history}: what happened each night. */
final class ScheduleHistory {

    /** Two weeks of nights. */
    static final int TAIL = 14;

    private ScheduleHistory() {}

    /**
     * What is asked for.
     *
     * @param name of a schedule; empty for all
     * @param tail how many, the newest
     * @param show the id of one run, or its beginning, to be told in full; empty for a line for each
     */
    record Question(Optional<String> name, int tail, Optional<String> show, boolean json) {

        Question {
            if (tail < 1) {
                throw new DeployFailure(
                        FailureKind.USAGE,
                        "--tail " + tail + " shows nothing.",
                        "It is how many runs to show.",
                        "Say 1 or more.");
            }
        }
    }

    /**
     * Asks the host and this machine.
     *
     * @param whom with the project's name
     * @throws DeployFailure when there is no such run, or nobody who knows of any
     */
    static List<String> answer(
            Question question, DeployConfig config, Whom whom, SshAccess access, Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        RunFiles files = RunFiles.of(environment, home, config.project());
        RunHistory history = RunHistory.of(files, access, whom, Clock.systemUTC(), question.show());
        if (question.show().isPresent()) {
            RunRecord run = history.one(question.show().get())
                    .orElseThrow(() -> noSuchRun(question.show().get()));
            return question.json()
                    ? List.of(HistoryText.json(run, history.log()))
                    : HistoryText.whole(run, history.log());
        }
        List<RunRecord> shown = history.runs().stream()
                .filter(run -> question.name()
                        .filter(name -> !name.equals(run.schedule()))
                        .isEmpty())
                .limit(question.tail())
                .toList();
        return question.json()
                ? HistoryText.json(shown)
                : HistoryText.table(
                        history, shown, config.project() + " on " + whom.host().name());
    }

    private static DeployFailure noSuchRun(String id) {
        return new DeployFailure(
                FailureKind.USAGE,
                "There is no run " + id + ", or more than one.",
                "It is the id of a run, or its beginning.",
                "deploy-to-dev schedule history --json has the ids of all.");
    }
}
