package io.deploytodev.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a backup of the project holds, where it goes, and how long it is kept.
 *
 * @param directories of the host beside the volumes: absolute, or below the tree there
 * @param excluded volumes that are left out, by their keys in the compose files
 * @param how service to how its data is taken; what is not named is chosen by what the service is
 */
public record BackupSettings(
        Destination destination, List<String> directories, Set<String> excluded, Map<String, How> how, Keep keep) {

    /** Enough for a week of nights. */
    static final int USUAL_COUNT = 7;

    /** Where nothing is configured: on the host, all volumes, the newest seven. */
    public static final BackupSettings USUAL = new BackupSettings(
            new Destination.OnHost(Optional.empty()),
            List.of(),
            Set.of(),
            Map.of(),
            new Keep(USUAL_COUNT, OptionalInt.empty()));

    public BackupSettings {
        directories = List.copyOf(directories);
        excluded = Set.copyOf(excluded);
        how = Map.copyOf(how);
    }

    /** How the data of a service is taken. */
    public enum How {
        /** By the database's own tool, while it serves. */
        DUMP,
        /** From its volumes, while it is stopped for that. */
        STOP,
        /** From its volumes as they are at that moment; only for what bears that. */
        LIVE,
        /** Not at all. */
        SKIP
    }

    /** Where archives lie. */
    public sealed interface Destination {

        /** On the dev host: an absolute directory, or one below the home directory there; empty for the usual one. */
        record OnHost(Optional<String> directory) implements Destination {}

        /** Here. */
        record OnWorkstation(Path directory) implements Destination {}
    }

    /**
     * How long archives are kept; the newest one always.
     *
     * @param count so many of a project
     * @param days and none that is older; empty for no such limit
     */
    public record Keep(int count, OptionalInt days) {}
}
