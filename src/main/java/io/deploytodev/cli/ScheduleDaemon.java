package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.schedule.Standby;
import io.deploytodev.schedule.StateFolder;
import io.deploytodev.schedule.Tick;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code schedule daemon}: stays, and runs what is due. */
final class ScheduleDaemon {

    private final Function<Path, DeployConfig> loader;
    private final Map<String, String> environment;
    private final Path home;
    private final Clock clock;
    private final PrintStream out;
    private final Consumer<Exception> failures;
    private String told = "";

    /**
     * For a configuration.
     *
     * @param loader of it as it is by then
     * @param failures told what does not end this
     */
    ScheduleDaemon(
            Function<Path, DeployConfig> loader,
            Map<String, String> environment,
            Path home,
            Clock clock,
            PrintStream out,
            Consumer<Exception> failures) {
        this.loader = loader;
        this.environment = environment;
        this.home = home;
        this.clock = clock;
        this.out = out;
        this.failures = failures;
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
        Current current = new Current(first);
        try (Standby.Watch watch = new Standby.Watch(first.file())) {
            return new Standby(clock, watch)
                    .run(() -> round(current.config(), ticks), this::waiting, this::failed)
                    .map(broken -> broken.outcome().exitCode())
                    .orElse(0);
        }
    }

    /** The configuration, which may be half written just now: until it can be read again, what it said before holds. */
    private final class Current {

        private DeployConfig good;
        private boolean broken;

        Current(DeployConfig first) {
            good = first;
        }

        DeployConfig config() {
            try {
                good = loader.apply(home);
                if (broken) {
                    told = "";
                }
                broken = false;
            } catch (DeployFailure | UncheckedIOException e) {
                broken = true;
                if (failed(e)) {
                    out.println("Goes on by the configuration as it was before.");
                    out.flush();
                }
            }
            return good;
        }
    }

    /** Says it, unless that is what was said last. */
    private boolean failed(RuntimeException e) {
        String text = e instanceof DeployFailure known ? known.what() + known.why() + known.evidence() : e.toString();
        if (told.equals(text)) {
            return false;
        }
        told = text;
        failures.accept(e);
        return true;
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
