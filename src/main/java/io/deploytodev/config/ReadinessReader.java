package io.deploytodev.config;

import io.deploytodev.config.ReadinessRule.Asked;
import io.deploytodev.config.ReadinessRule.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads how services show that they work: for each one check, or a list of checks. */
final class ReadinessReader {

    private static final List<String> SETTINGS = List.of("deadline", "restarts", "stable_for");
    private static final int MOST_RESTARTS = 1000;

    private ReadinessReader() {}

    static List<ReadinessRule> read(YamlMap root) {
        List<ReadinessRule> rules = new ArrayList<>();
        root.map("readiness").ifPresent(map -> map.keys()
                .forEach(service -> rule(map, service).ifPresent(rules::add)));
        return rules;
    }

    private static Optional<ReadinessRule> rule(YamlMap readiness, String service) {
        if (readiness.isList(service)) {
            return Optional.of(new ReadinessRule(
                    service, checks(readiness, service), Optional.empty(), OptionalInt.empty(), Duration.ZERO));
        }
        return readiness.map(service).map(entry -> rule(service, entry));
    }

    private static ReadinessRule rule(String service, YamlMap entry) {
        return new ReadinessRule(
                service,
                entryChecks(entry),
                DurationText.positive(entry, "deadline"),
                entry.has("restarts")
                        ? OptionalInt.of(entry.integer("restarts", 0, 0, MOST_RESTARTS))
                        : OptionalInt.empty(),
                DurationText.any(entry, "stable_for").orElse(Duration.ZERO));
    }

    private static List<Asked> entryChecks(YamlMap entry) {
        if (entry.has("checks")) {
            entry.allowOnly(with(List.of("checks"), SETTINGS));
            return checks(entry, "checks");
        }
        boolean onlySettings = !entry.keys().isEmpty() && SETTINGS.containsAll(entry.keys());
        return onlySettings ? List.of() : List.of(check(entry, SETTINGS));
    }

    private static List<Asked> checks(YamlMap map, String key) {
        List<Asked> checks = new ArrayList<>();
        for (YamlMap item : map.maps(key)) {
            for (String setting : SETTINGS) {
                if (item.has(setting)) {
                    item.problem(
                            setting, "holds for the service as a whole: put the list below checks, and this beside it");
                }
            }
            checks.add(check(item, SETTINGS.stream().filter(item::has).toList()));
        }
        return checks;
    }

    private static Asked check(YamlMap map, List<String> alsoAllowed) {
        List<String> kinds = CheckReader.KINDS.stream().filter(map::has).toList();
        Optional<Duration> timeout = DurationText.positive(map, "timeout");
        if (kinds.isEmpty()) {
            return new Asked(shortForm(map, alsoAllowed), timeout);
        }
        map.allowOnly(with(CheckReader.KINDS, with(List.of("timeout"), alsoAllowed)));
        if (kinds.size() > 1) {
            map.problem(
                    kinds.get(1),
                    "and " + kinds.get(0) + " are two checks: make a list of them, - " + kinds.get(0) + ": … and - "
                            + kinds.get(1) + ": …");
        }
        return new Asked(CheckReader.read(map, kinds.get(0)), timeout);
    }

    /** {@code {port: 8000, path: /health}}, which most services need, stands for http. */
    private static Check shortForm(YamlMap map, List<String> alsoAllowed) {
        boolean looksLikeHttp = map.keys().isEmpty()
                || CheckReader.HTTP_KEYS.stream().anyMatch(map::has)
                || map.keys().stream().noneMatch(key -> CheckReader.isNearlyAKind(key));
        List<String> known = with(CheckReader.HTTP_KEYS, with(List.of("timeout"), alsoAllowed));
        if (looksLikeHttp) {
            map.allowOnly(known);
            return CheckReader.http(map);
        }
        map.allowOnly(with(CheckReader.KINDS, known));
        return new Check.ContainerHealth();
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
