package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.LocalFile;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.release.StateDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Containers that were started in the middle of a run, by a restart of the host or after a crash: one that mounts a single
 * file of the tree goes on to see the one that lay there at that moment, whatever has replaced it since. What it is
 * configured with does not tell.
 */
final class BootedMeanwhile {

    /** A container counts as started only when its process runs; what it mounts it has mounted before. */
    private static final Duration MOUNTING = Duration.ofSeconds(10);

    /**
     * For each path one line: when what lies there was put there, in seconds since 1970; 0 for what no sync brings, which
     * may be written to in place.
     */
    private static final String LOOK = """
            source=$1 manifest=$2; shift 2
            for place do
              name=${place#"$source"/}
              if [ "$name" != "$place" ] && [ -f "$place" ] && grep -zqxF -e "$name" -- "$manifest" 2> /dev/null; then
                stat -c %Z -- "$place"
              else echo 0; fi
            done
            """;

    private final CommandRunner host;
    private final StateDirectory directory;
    private final ComposeModel model;

    BootedMeanwhile(CommandRunner host, StateDirectory directory, ComposeModel model) {
        this.host = host;
        this.directory = directory;
        this.model = model;
    }

    /**
     * Those that see a file which has been replaced.
     *
     * @param since when the tree became another one
     * @return their ids
     */
    Set<String> among(Collection<ContainerState> containers, Instant since) {
        Map<String, List<LocalFile>> files = model.localFiles();
        List<ContainerState> candidates = containers.stream()
                .filter(container -> container.isRunning() && files.containsKey(container.service()))
                .filter(container ->
                        container.startedAt() != null && !container.startedAt().isBefore(since))
                .toList();
        Set<String> places = new LinkedHashSet<>();
        candidates.forEach(container -> places.addAll(places(files.getOrDefault(container.service(), List.of()))));
        if (places.isEmpty()) {
            return Set.of();
        }
        Map<String, Instant> replaced = replaced(List.copyOf(places));
        return candidates.stream()
                .filter(container -> places(files.getOrDefault(container.service(), List.of())).stream()
                        .map(replaced::get)
                        .anyMatch(time -> time.plus(MOUNTING).isAfter(container.startedAt())))
                .map(ContainerState::id)
                .collect(Collectors.toSet());
    }

    private static List<String> places(List<LocalFile> files) {
        return files.stream()
                .filter(file -> !file.isVariable())
                .map(LocalFile::place)
                .toList();
    }

    private Map<String, Instant> replaced(List<String> places) {
        List<String> times = host.run(look(directory.source(), directory.path() + "/tree.manifest", places));
        Map<String, Instant> replaced = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            replaced.put(places.get(i), i < times.size() ? time(times.get(i)) : Instant.EPOCH);
        }
        return replaced;
    }

    private static Instant time(String seconds) {
        return seconds.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : Instant.EPOCH;
    }

    static Command<List<String>> look(String source, String manifest, List<String> places) {
        List<String> parameters = new java.util.ArrayList<>(List.of(source, manifest));
        parameters.addAll(places);
        return Command.script(LOOK, parameters)
                .repeatable()
                .parsedBy(result -> result.text().lines().toList());
    }
}
