package io.deploytodev.init;

import java.util.List;

/**
 * Something that was found out about a project.
 *
 * @param key what it is for, as {@code deploy.yml} calls it
 * @param value what was found
 * @param from where, or by what
 */
public record Finding(String key, String value, String from, Sureness sureness) {

    /** How far it can be relied on. */
    public enum Sureness {
        /** The project says so itself. */
        SURE,
        /** It is written down active, and worth a look. */
        LIKELY,
        /** It is written down as a comment only. */
        UNSURE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Finding sure(String key, String value, Object from) {
        return new Finding(key, value, from.toString(), Sureness.SURE);
    }

    static String joined(List<String> names) {
        return String.join(", ", names);
    }
}
