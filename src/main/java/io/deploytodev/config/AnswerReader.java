package io.deploytodev.config;

import io.deploytodev.config.ReadinessRule.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an HTTP answer must be. */
final class AnswerReader {

    /** The keys that it knows. */
    static final List<String> KEYS = List.of("status", "headers", "json");

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    private AnswerReader() {}

    static Answer read(YamlMap map) {
        Set<Integer> statuses = statuses(map);
        Map<String, String> headers = new LinkedHashMap<>();
        map.map("headers").ifPresent(all -> all.keys()
                .forEach(name -> headers.put(name, all.text(name).orElse(""))));
        Map<String, List<String>> json = new LinkedHashMap<>();
        map.map("json").ifPresent(all -> json(all, "", json));
        return new Answer(statuses.isEmpty() ? Answer.OK.statuses() : statuses, headers, json);
    }

    private static Set<Integer> statuses(YamlMap map) {
        Set<Integer> statuses = new TreeSet<>();
        for (String text : map.list("status")) {
            if (text.matches("\\d{3}")
                    && Integer.parseInt(text) >= FIRST_STATUS
                    && Integer.parseInt(text) <= LAST_STATUS) {
                statuses.add(Integer.valueOf(text));
            } else {
                map.problem("status", "must be a number from 200 to 599 or a list of them, not " + text);
            }
        }
        return statuses;
    }

    private static void json(YamlMap map, String prefix, Map<String, List<String>> into) {
        for (String key : map.keys()) {
            if (map.isMap(key)) {
                map.map(key).ifPresent(below -> json(below, prefix + key + ".", into));
            } else {
                into.put(prefix + key, map.list(key));
            }
        }
    }
}
