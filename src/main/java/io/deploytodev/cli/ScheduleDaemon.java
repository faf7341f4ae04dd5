package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.schedule.Standby;
import io.deploytodev.schedule.StateFolder;
import io.deploytodev.schedule.Tick;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code schedule daemon}: stays, and runs what is due. */
final class ScheduleDaemon {

    private final Function<Path, DeployConfig> loader;
    private final Map<String, String> environment;
    private final Path home;
    private final Clock clock;
    private final PrintStream out;

    /** @param loader of the configuration as it is by then */
    ScheduleDaemon(
            Function<Path, DeployConfig> loader,
            Map<String, String> environment,
            Path home,
            Clock clock,
            PrintStream out) {
        this.loader = loader;
        this.environment = environment;
        this.home = home;
        this.clock = clock;
        this.out = out;
    }

    /** Runs what is due of a configuration, and says so. */
    @FunctionalInterface
    interface Ticks {
        List<Tick.Done> of(DeployConfig config, Path home, Clock clock);
    }

    /**
     * Until it is ended.
     *
     * @return 0 when it was ended while it waited; else the code of the run that this has broken off
     */
    int run(Ticks ticks) {
        DeployConfig first = loader.apply(home);
        out.println(
                first.schedules().size() == 1
                        ? "One schedule of " + first.file() + "; ends with SIGTERM or Ctrl-C."
                        : first.schedules().size() + " schedules of " + first.file()
                                + "; ends with SIGTERM or Ctrl-C.");
        out.flush();
        try (Standby.Watch watch = new Standby.Watch(first.file())) {
            return new Standby(clock, watch)
                    .run(() -> round(loader.apply(home), ticks), this::waiting)
                    .map(broken -> broken.outcome().exitCode())
                    .orElse(0);
        }
    }

    private Standby.Rounds round(DeployConfig config, Ticks ticks) {
        return new Standby.Rounds() {

            @Override
            public List<Tick.Done> tick() {
                return ticks.of(config, home, clock);
            }

            @Override
            public Optional<Instant> next() {
                return Tick.next(config.schedules(), StateFolder.of(config, environment, home), clock.instant());
            }
        };
    }

    private void waiting(Optional<Instant> next) {
        out.println(next.map(moment -> "Next at " + moment + ".").orElse("Nothing is due any more."));
        out.flush();
    }
}
