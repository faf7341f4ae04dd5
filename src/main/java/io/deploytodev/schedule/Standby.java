package io.deploytodev.schedule;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does what a timer does, for machines without one: waits until something is due or the configuration is changed. Ends when
 * its thread is interrupted.
 */
public final class Standby {

    /**
     * What is waited for is a moment of the clock on the wall, and a wait goes by one that stands still while the machine
     * sleeps, and knows nothing of a clock that is set. So it looks up this often.
     */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** What is due and somebody else is at is due until they have ended. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final Clock clock;
    private final Pause pause;

    /** How to let time pass. */
    @FunctionalInterface
    public interface Pause {

        /**
         * Returns when something changed or the time is over.
         *
         * @throws InterruptedException when nothing more is to be waited for
         */
        void atMost(Duration time) throws InterruptedException;
    }

    /** What there is to do in a round. */
    public interface Rounds {

        /** Runs what is due. */
        List<Tick.Done> tick();

        /** When something is due after that. */
        Optional<Instant> next();
    }

    public Standby(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Until it is interrupted.
     *
     * @param rounds asked anew each time, for the configuration may have changed
     * @param waiting told when something else is due next
     * @param troubled told what was in the way of a round; the next one comes all the same
     * @return the last run that was broken off by that; empty when none was
     */
    public Optional<Tick.Done> run(
            Supplier<Rounds> rounds, Consumer<Optional<Instant>> waiting, Consumer<RuntimeException> troubled) {
        Optional<Optional<Instant>> told = Optional.empty();
        while (!Thread.currentThread().isInterrupted()) {
            Duration time = LONGEST_WAIT;
            try {
                Rounds round = rounds.get();
                Optional<Tick.Done> broken =
                        round.tick().stream().filter(Tick.Done::isInterrupted).findFirst();
                if (broken.isPresent()) {
                    return broken;
                }
                Optional<Instant> next = round.next();
                if (!told.equals(Optional.of(next))) {
                    waiting.accept(next);
                    told = Optional.of(next);
                }
                time = time(next);
            } catch (DeployFailure | UncheckedIOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    // A file cannot be read by who is to end.
                    return Optional.empty();
                }
                troubled.accept(e);
            }
            try {
                pause.atMost(time);
            } catch (InterruptedException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Duration time(Optional<Instant> next) {
        Duration left = next.map(due -> Duration.between(clock.instant(), due)).orElse(LONGEST_WAIT);
        if (left.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    }

    /** Waits for a change in the directory that a file lies in. */
    public static final class Watch implements Pause, AutoCloseable {

        private final WatchService changes;

        public Watch(Path file) {
            try {
                changes = FileSystems.getDefault().newWatchService();
                file.resolveSibling("")
                        .register(
                                changes,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
            } catch (IOException e) {
                throw new UncheckedIOException("the directory of " + file + " cannot be watched", e);
            }
        }

        @Override
        public void atMost(Duration time) throws InterruptedException {
            WatchKey key = changes.poll(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        }

        @Override
        public void close() {
            try {
                changes.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
