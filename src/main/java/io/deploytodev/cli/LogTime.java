package io.deploytodev.cli;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment as somebody on call says it.
 *
 * @param ago so long before now, by the dev host's clock; else {@code at} is the moment
 */
record LogTime(Optional<Duration> ago, Instant at) {

    private static final Pattern LENGTH = Pattern.compile("(?:\\d{1,9}(?:ms|[smhd]))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhd])");
    private static final long SECOND = 1_000_000_000L;

    /**
     * Reads it.
     *
     * @param option for the message
     * @param zone the user's, for what names none
     * @throws DeployFailure of kind USAGE when it is no moment
     */
    static LogTime parse(String option, String text, ZoneId zone, Instant now) {
        String words = text.strip();
        if (LENGTH.matcher(words.toLowerCase(Locale.ROOT)).matches()) {
            return new LogTime(Optional.of(length(words.toLowerCase(Locale.ROOT))), now);
        }
        String iso = words.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T");
        return attempt(() -> OffsetDateTime.parse(iso).toInstant())
                .or(() -> attempt(() -> LocalDateTime.parse(iso).atZone(zone).toInstant()))
                .or(() -> attempt(() -> LocalDate.parse(iso).atStartOfDay(zone).toInstant()))
                .or(() -> attempt(() -> lastTime(LocalTime.parse(iso), zone, now)))
                .map(at -> new LogTime(Optional.empty(), at))
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.USAGE,
                        option + " " + text + " is no time.",
                        "It is read as a length (10m, 2h30m, 3d), or as a time: 03:00, \"2026-11-21 03:00\" in your"
                                + " own zone, or 2026-11-21T03:00:00Z.",
                        "Write it in one of these ways."));
    }

    /** In nanoseconds since 1970. */
    long nanos(long hostNow) {
        return ago.isPresent()
                ? Math.max(1, hostNow - ago.get().toNanos())
                : Math.max(1, at.getEpochSecond() * SECOND + at.getNano());
    }

    private static Duration length(String words) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(words);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(Math.min(number, 36_500));
                    });
        }
        return sum;
    }

    /** At three in the morning, 23:00 is yesterday's. */
    private static Instant lastTime(LocalTime time, ZoneId zone, Instant now) {
        LocalDateTime today = now.atZone(zone).toLocalDate().atTime(time);
        Instant then = today.atZone(zone).toInstant();
        return then.isAfter(now) ? today.minusDays(1).atZone(zone).toInstant() : then;
    }

    private static Optional<Instant> attempt(Supplier<Instant> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
