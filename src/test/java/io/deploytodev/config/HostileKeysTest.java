package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of the schema, and each name that is a key, with values that mean harm: taken exactly, or refused in words. */
class HostileKeysTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A name of the user's own choice. */
    private static final String ANY = "<any>";

    /** What a mapping needs beside the key that is tried. */
    private static final Map<String, String> NEEDED =
            Map.of("address", "dev", "port", "1", "run", "true", "cron", "@daily", "zone", "UTC");

    private static final int DEEPEST = 7;

    /** With the number of the line, and what stands before the value. */
    private static final int LONGEST = 600;

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    static Set<List<String>> places() throws JsonProcessingException {
        JsonNode schema = JSON.readTree(ConfigLoader.schema());
        Set<List<String>> places = new LinkedHashSet<>();
        collect(schema, schema, List.of(), places);
        return places;
    }

    @Test
    void everyKeyOfTheSchemaIsTried() throws JsonProcessingException {
        assertThat(places())
                .contains(
                        List.of("project"),
                        List.of("hosts", ANY, "address"),
                        List.of("compose", "files"),
                        List.of("readiness", ANY, "http", "headers", ANY),
                        List.of("hooks", "before_sync", "run"),
                        List.of("schedules", ANY, "cron"))
                .hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("places")
    void aValueThatMeansHarmIsTakenExactlyOrRefusedInWords(List<String> place) throws Exception {
        List<String> safe =
                place.stream().map(key -> key.equals(ANY) ? "any" : key).toList();
        for (String value : all()) {
            check(place, config(safe, value, false));
            if (place.contains(ANY)) {
                check(
                        place,
                        config(
                                place.stream()
                                        .map(key -> key.equals(ANY) ? value : key)
                                        .toList(),
                                "1",
                                false));
            }
        }
        check(place, config(safe, HostileValues.PRINTABLE.get(0), true));
        check(place, config(safe, HostileValues.UNPRINTABLE.get(0), true));
    }

    private void check(List<String> place, String text) {
        try {
            DeployConfig config = files.loader(Map.of()).load(files.file(), text);
            ConfigFuzz.check(config);
            assertThat(config.toString().chars().anyMatch(Character::isISOControl))
                    .as("%s takes what is no line: %s", place, config)
                    .isEqualTo(place.contains("hooks") && config.toString().matches("(?s).*[\n\t].*"));
        } catch (DeployFailure failure) {
            assertThat(failure.why().lines().allMatch(line -> line.length() < LONGEST))
                    .as("%s is refused in few words", place)
                    .isTrue();
        }
    }

    private static List<String> all() {
        return Stream.of(
                        HostileValues.PRINTABLE,
                        HostileValues.PRINTABLE.stream()
                                .map(value -> value.replace("$", "$$"))
                                .toList(),
                        HostileValues.UNPRINTABLE,
                        List.of(HostileValues.tooLong()))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private static String config(List<String> keys, String leaf, boolean list) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.put("project", "shop");
        root.putObject("hosts").putObject("dev").put("address", "dev");
        ObjectNode at = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            JsonNode next = at.get(key);
            at = next instanceof ObjectNode object ? object : at.putObject(key);
        }
        String last = keys.get(keys.size() - 1);
        boolean web = keys.contains("http") || keys.contains("websocket") || keys.contains("readiness");
        for (Map.Entry<String, String> need : NEEDED.entrySet()) {
            boolean wanted =
                    switch (need.getKey()) {
                        case "address" -> keys.size() == 3 && keys.get(0).equals("hosts");
                        case "cron", "zone" -> keys.size() == 3 && keys.get(0).equals("schedules");
                        case "run" -> keys.size() == 3 && keys.get(0).equals("hooks");
                        default -> web && List.of("path", "status").contains(last);
                    };
            if (wanted && !at.has(need.getKey())) {
                at.put(need.getKey(), need.getValue());
            }
        }
        if (list) {
            ArrayNode array = at.putArray(last);
            array.add(leaf);
        } else {
            at.put(last, leaf);
        }
        return JSON.writeValueAsString(root);
    }

    private static void collect(JsonNode schema, JsonNode node, List<String> at, Set<List<String>> places) {
        if (at.size() > DEEPEST) {
            return;
        }
        if (node.has("$ref")) {
            collect(schema, schema.at(node.get("$ref").asText().substring(1)), at, places);
        }
        node.path("anyOf").forEach(each -> collect(schema, each, at, places));
        boolean object =
                node.has("properties") || node.path("additionalProperties").isObject();
        node.path("properties")
                .properties()
                .forEach(entry -> collect(schema, entry.getValue(), and(at, entry.getKey()), places));
        if (node.path("additionalProperties").isObject()) {
            collect(schema, node.get("additionalProperties"), and(at, ANY), places);
        }
        if (!object && !at.isEmpty() && !node.has("$ref") && !node.has("anyOf")) {
            places.add(at);
        }
    }

    private static List<String> and(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
