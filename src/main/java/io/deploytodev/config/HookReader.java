package io.deploytodev.config;

import io.deploytodev.config.Hook.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the commands that run before and after parts of a deploy. */
final class HookReader {

    private static final String RUN = "run";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String HERE = "workstation";
    private static final String THERE = "host";

    private HookReader() {}

    static Map<Moment, Hook> read(YamlMap root) {
        Map<Moment, Hook> hooks = new EnumMap<>(Moment.class);
        root.map("hooks").ifPresent(map -> {
            map.allowOnly(Arrays.stream(Moment.values()).map(Moment::key).toList());
            for (Moment moment : Moment.values()) {
                if (map.has(moment.key())) {
                    hook(map, moment).ifPresent(hook -> hooks.put(moment, hook));
                }
            }
        });
        return hooks;
    }

    private static Optional<Hook> hook(YamlMap map, Moment moment) {
        if (!map.isMap(moment.key())) {
            return command(map, moment.key()).map(command -> new Hook(moment, command, false, TIMEOUT));
        }
        return map.map(moment.key()).flatMap(entry -> {
            entry.allowOnly(List.of(RUN, "on", "timeout"));
            boolean onHost = isOnHost(entry);
            Duration timeout = DurationText.positive(entry, "timeout").orElse(TIMEOUT);
            if (!entry.has(RUN)) {
                entry.problem(RUN, "is missing");
                return Optional.empty();
            }
            return command(entry, RUN).map(command -> new Hook(moment, command, onHost, timeout));
        });
    }

    private static boolean isOnHost(YamlMap entry) {
        String on = entry.text("on").orElse(HERE);
        if (!on.equals(HERE) && !on.equals(THERE)) {
            entry.problem("on", "must be " + HERE + " or " + THERE + ", not " + on);
        }
        return on.equals(THERE);
    }

    /** A text is for a shell, a list is a program with its arguments. */
    private static Optional<List<String>> command(YamlMap map, String key) {
        List<String> words = map.verbatim(key);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.get(0).isBlank() || (map.isList(key) && words.get(0).startsWith("-"))) {
            map.problem(key, "must begin with the program to run");
            return Optional.empty();
        }
        return Optional.of(map.isList(key) ? words : List.of("sh", "-c", words.get(0)));
    }
}
