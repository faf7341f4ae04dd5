package io.deploytodev.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code NAME=value} lines; a value may be quoted, and {@code #} begins a comment. */
public final class EnvFile {

    private EnvFile() {}

    /** Name to value, in the order in which they stand there. */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String raw : text.split("\\R", -1)) {
            String line = raw.strip().replaceFirst("^export\\s+", "");
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquote(line.substring(equals + 1).strip()));
            }
        }
        return values;
    }

    private static String unquote(String value) {
        for (String quote : new String[] {"\"", "'"}) {
            int end = value.indexOf(quote, 1);
            if (value.startsWith(quote) && end > 0) {
                return value.substring(1, end);
            }
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
