package io.deploytodev.config;

import io.deploytodev.config.BackupSettings.Destination;
import io.deploytodev.config.BackupSettings.How;
import io.deploytodev.config.BackupSettings.Keep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the key {@code backup}. */
final class BackupReader {

    private static final int MOST = 10_000;

    private static final List<String> WORDS =
            Arrays.stream(How.values()).map(BackupReader::word).toList();

    private BackupReader() {}

    /** @param beside makes a path of this machine of the text at a key */
    static BackupSettings read(YamlMap root, BiFunction<YamlMap, String, Path> beside) {
        Optional<YamlMap> found = root.map("backup");
        if (found.isEmpty()) {
            return BackupSettings.USUAL;
        }
        YamlMap map = found.get();
        map.allowOnly(List.of("to", "directory", "directories", "exclude_volumes", "services", "keep"));
        List<String> directories = map.list("directories");
        for (String directory : directories) {
            if (directory.startsWith("~") || List.of(directory.split("/", -1)).contains("..")) {
                map.problem("directories", "must be absolute, or below the tree on the host, not " + directory);
            }
        }
        return new BackupSettings(
                destination(map, beside), directories, Set.copyOf(map.list("exclude_volumes")), how(map), keep(map));
    }

    private static Destination destination(YamlMap map, BiFunction<YamlMap, String, Path> beside) {
        String to = map.text("to").orElse("host");
        if (to.equals("workstation")) {
            return new Destination.OnWorkstation(beside.apply(map, "directory"));
        }
        if (!to.equals("host")) {
            map.problem("to", "must be host or workstation, not " + to);
        }
        return new Destination.OnHost(map.text("directory"));
    }

    private static Map<String, How> how(YamlMap map) {
        Map<String, How> how = new LinkedHashMap<>();
        map.map("services").ifPresent(services -> services.keys().forEach(service -> {
            String word = services.text(service).orElse("");
            if (WORDS.contains(word)) {
                how.put(service, How.valueOf(word.toUpperCase(Locale.ROOT)));
            } else {
                services.problem(service, "must be one of " + String.join(", ", WORDS) + ", not " + word);
            }
        }));
        return how;
    }

    private static Keep keep(YamlMap map) {
        Optional<YamlMap> keep = map.map("keep");
        keep.ifPresent(each -> each.allowOnly(List.of("count", "days")));
        return new Keep(
                keep.map(each -> each.integer("count", BackupSettings.USUAL_COUNT, 1, MOST))
                        .orElse(BackupSettings.USUAL_COUNT),
                keep.filter(each -> each.has("days"))
                        .map(each -> OptionalInt.of(each.integer("days", 1, 1, MOST)))
                        .orElse(OptionalInt.empty()));
    }

    private static String word(How how) {
        return how.name().toLowerCase(Locale.ROOT);
    }
}
