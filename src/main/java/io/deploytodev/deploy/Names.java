package io.deploytodev.deploy;

import java.util.List;

/** Names in a line that people read. */
final class Names {

    private static final int FEW = 4;

    private Names() {}

    /** All of a few; of many the first, and how many more there are. */
    static String few(List<String> names) {
        return names.size() <= FEW
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, FEW - 1)) + " and " + (names.size() - FEW + 1) + " more";
    }

    /** All of them as in a sentence. */
    static String all(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
