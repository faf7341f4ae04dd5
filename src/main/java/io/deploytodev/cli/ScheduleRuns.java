package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Schedule;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.schedule.RunOutcome;
import io.deploytodev.schedule.ScheduledRun;
import io.deploytodev.schedule.Tick;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Shows each run of a schedule to whoever looks on, which mostly is a log. */
final class ScheduleRuns implements ScheduledRun {

    private final DeployConfig config;
    private final Map<String, String> environment;
    private final Path home;
    private final OutputOptions output;
    private final PrintStream out;
    private final LastWords lastWords;

    ScheduleRuns(
            DeployConfig config,
            Map<String, String> environment,
            Path home,
            OutputOptions output,
            PrintStream out,
            LastWords lastWords) {
        this.config = config;
        this.environment = environment;
        this.home = home;
        this.output = output;
        this.out = out;
        this.lastWords = lastWords;
    }

    /** A line for each fact also on a terminal: a run may be several deploys one after the other, with hours between. */
    @Override
    public RunOutcome run(Schedule schedule, Instant due) {
        try (Console console = Consoles.open(Consoles.choose(output.wish(), false, environment), out, environment)) {
            Departure departure = new Departure(console, Clock.systemUTC());
            lastWords.are(() -> {
                String left = departure.leave();
                return output.isJson() ? "" : left;
            });
            return NightlyRuns.of(config, environment, home, departure).run(schedule, due);
        } finally {
            lastWords.are(() -> "");
        }
    }

    @Override
    public void gaveUp(Schedule schedule, Instant due, Instant began, RunOutcome outcome) {
        try (Console console = Consoles.open(Consoles.choose(output.wish(), false, environment), out, environment)) {
            NightlyRuns.of(config, environment, home, console).gaveUp(schedule, due, began, outcome);
        }
    }

    /**
     * Says which run was which.
     *
     * @return the exit code of the first that failed
     */
    int told(List<Tick.Done> done) {
        if (!output.isJson()) {
            done.forEach(each -> ScheduleText.ended(each).forEach(out::println));
            out.flush();
        }
        return done.stream()
                .map(each -> each.outcome().exitCode())
                .filter(code -> code != 0)
                .findFirst()
                .orElse(0);
    }
}
