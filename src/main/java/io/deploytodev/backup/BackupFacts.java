package io.deploytodev.backup;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.host.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a project has on its host that can be taken.
 *
 * @param containers all of them, those that ended too
 * @param keys of its volumes: the engine's name to the name in the compose files
 * @param postgres the services that run a Postgres
 * @param servers what those of them say that answer, by service
 * @param directories those that are named
 */
public record BackupFacts(
        List<ContainerState> containers,
        Map<String, String> keys,
        Set<String> postgres,
        Map<String, PostgresFacts> servers,
        List<Directory> directories) {

    private static final Pattern SIZE = Pattern.compile("([0-9.]+)([kMGT]?)B");

    private static final long KIB = 1024;

    public BackupFacts {
        containers = List.copyOf(containers);
        keys = Map.copyOf(keys);
        postgres = Set.copyOf(postgres);
        servers = Map.copyOf(servers);
        directories = List.copyOf(directories);
    }

    /**
     * A directory of the host.
     *
     * @param name as it is configured
     * @param place absolute
     * @param users the services that mount it, or something in it
     */
    public record Directory(String name, String place, Set<String> users) {}

    /** The volumes that Compose made for a project, by the engine's names, and their keys. */
    public static Command<Map<String, String>> keys(String project) {
        return Command.of(List.of(
                        "docker",
                        "volume",
                        "ls",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--format",
                        "{{.Name}}\t{{.Label \"com.docker.compose.volume\"}}"))
                .repeatable()
                .parsedBy(result -> {
                    Map<String, String> keys = new TreeMap<>();
                    result.text().lines().map(line -> line.split("\t", 2)).forEach(words -> {
                        if (words.length == 2 && !words[1].isEmpty()) {
                            keys.put(words[0], words[1]);
                        }
                    });
                    return keys;
                });
    }

    /** About what the volumes of the host take, in bytes, by the engine's names. */
    public static Command<Map<String, Long>> volumeSizes() {
        return Command.of(List.of(
                        "docker",
                        "system",
                        "df",
                        "--verbose",
                        "--format",
                        "{{range .Volumes}}{{.Name}}\t{{.Size}}{{println}}{{end}}"))
                .within(Duration.ofMinutes(10))
                .repeatable()
                .parsedBy(result -> {
                    Map<String, Long> sizes = new LinkedHashMap<>();
                    result.text().lines().map(line -> line.split("\t", 2)).forEach(words -> {
                        if (words.length == 2) {
                            sizes.put(words[0], bytes(words[1].strip()));
                        }
                    });
                    return sizes;
                });
    }

    /** {@code 48.33MB}, as Docker writes sizes; 0 for what it does not know. */
    static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return 0;
        }
        double factor =
                switch (matcher.group(2)) {
                    case "k" -> 1e3;
                    case "M" -> 1e6;
                    case "G" -> 1e9;
                    case "T" -> 1e12;
                    default -> 1;
                };
        return Math.round(Double.parseDouble(matcher.group(1)) * factor);
    }

    /** What directories of the host take, in bytes, as far as this account may look; one that is not there is left out. */
    public static Command<Map<String, Long>> directorySizes(List<String> places) {
        return Command.script(
                        "for place do [ ! -d \"$place\" ] || du -sk -- \"$place\" 2> /dev/null; done; true", places)
                .within(Duration.ofMinutes(10))
                .repeatable()
                .parsedBy(result -> {
                    Map<String, Long> sizes = new LinkedHashMap<>();
                    result.text().lines().map(line -> line.split("\t", 2)).forEach(words -> {
                        if (words.length == 2 && words[0].matches("\\d{1,15}")) {
                            sizes.put(words[1], Long.parseLong(words[0]) * KIB);
                        }
                    });
                    return sizes;
                });
    }
}
