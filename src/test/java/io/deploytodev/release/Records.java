package io.deploytodev.release;

import java.util.List;
import java.util.Map;

/** Records of releases of one project, as tests need them. */
final class Records {

    private Records() {}

    /** @param day of a month, on which it was begun */
    static Release of(String id, int day, String outcome, String verb, String target) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                time(day),
                "ada@laptop",
                "abc1234",
                "main",
                false,
                "tree" + day,
                Map.of("api", "shop:content-" + day),
                Map.of(),
                Map.of(),
                outcome,
                new Release.Run(verb, target, 1000, List.of(), ""));
    }

    static String time(int day) {
        return "202601%02dT000000Z".formatted(day);
    }
}
