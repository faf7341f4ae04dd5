package io.deploytodev.checks;

import java.util.List;

/** Beginnings of sentences about one thing or several. */
final class Sentences {

    private static final int MOST = 6;

    private Sentences() {}

    static String isAre(List<String> names, String rest) {
        return list(names) + (names.size() == 1 ? " is " : " are ") + rest;
    }

    /** {@code a, b and c}; of many only how many more there are. */
    static String list(List<String> names) {
        if (names.size() > MOST) {
            return String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
        }
        return names.size() == 1
                ? names.get(0)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}
