package io.deploytodev.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher is told so that it need not start Java each minute.
 *
 * @param written when this was said; a clock that shows less was set back, and then it does not count
 * @param next before which nothing is due
 */
record Wake(Instant written, Instant next) {

    /** Time zones change by decree and files by hand: nothing is believed for longer. */
    static final Duration LONGEST = Duration.ofHours(6);

    /** The first of these moments, if it comes before that. */
    static Wake at(Instant now, List<Instant> moments) {
        return new Wake(
                now,
                moments.stream()
                        .min(Instant::compareTo)
                        .filter(now.plus(LONGEST)::isAfter)
                        .orElse(now.plus(LONGEST)));
    }

    /** Seconds since 1970, which is what a shell can compare; the second number never later than it is meant. */
    String text() {
        return written.getEpochSecond() + " " + next.getEpochSecond() + "\n";
    }

    static Optional<Wake> read(String text) {
        String[] numbers = text.strip().split(" ", -1);
        try {
            return numbers.length == 2
                    ? Optional.of(new Wake(
                            Instant.ofEpochSecond(Long.parseLong(numbers[0])),
                            Instant.ofEpochSecond(Long.parseLong(numbers[1]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
