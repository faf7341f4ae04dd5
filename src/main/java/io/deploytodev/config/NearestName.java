package io.deploytodev.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class NearestName {

    private NearestName() {}

    /**
     * The valid name that differs least, if it differs by no more than a typing slip: a third of its letters. Small and
     * capital letters count as the same.
     */
    public static Optional<String> of(String typed, Collection<String> valid) {
        String small = typed.toLowerCase(Locale.ROOT);
        return valid.stream()
                .min(Comparator.comparingInt(name -> distance(small, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(small, name.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.max(name.length(), typed.length()) / 3));
    }

    /** How many letters must be put in, left out, replaced or swapped with their neighbour to make one of the other. */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            distance[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            distance[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int oneMore = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
                distance[i][j] = Math.min(replaced, oneMore);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
