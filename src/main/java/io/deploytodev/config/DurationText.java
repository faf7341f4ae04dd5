package io.deploytodev.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations: a number with s, m or h. */
final class DurationText {

    private static final Pattern DURATION = Pattern.compile("(0|[1-9]\\d{0,5})(s|m|h)");

    private DurationText() {}

    /** A duration longer than none; empty when the key is not there or its value is wrong, which is noted. */
    static Optional<Duration> positive(YamlMap map, String key) {
        return read(map, key, false);
    }

    /** The same, where none at all is a value too. */
    static Optional<Duration> any(YamlMap map, String key) {
        return read(map, key, true);
    }

    private static Optional<Duration> read(YamlMap map, String key, boolean zero) {
        Optional<String> text = map.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text.get().trim());
        if (!matcher.matches() || (!zero && matcher.group(1).equals("0"))) {
            map.problem(key, "must be a number with s, m or h, such as 90s, not " + text.get());
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }
}
