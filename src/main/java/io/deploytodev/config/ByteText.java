package io.deploytodev.config;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of a disk: a number with MB, GB or TB. */
final class ByteText {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(MB|GB|TB)");

    private static final double MB = 1e6;

    private ByteText() {}

    /** Empty when the key is not there or its value is wrong, which is noted. */
    static OptionalLong read(YamlMap map, String key) {
        return map.text(key)
                .map(text -> {
                    Matcher matcher = AMOUNT.matcher(text.trim().toUpperCase(Locale.ROOT));
                    if (!matcher.matches()) {
                        map.problem(key, "must be a number with MB, GB or TB, such as 2GB, not " + text);
                        return OptionalLong.empty();
                    }
                    double factor =
                            switch (matcher.group(2)) {
                                case "MB" -> MB;
                                case "GB" -> MB * 1000;
                                default -> MB * 1_000_000;
                            };
                    return OptionalLong.of(Math.round(Double.parseDouble(matcher.group(1)) * factor));
                })
                .orElse(OptionalLong.empty());
    }
}
