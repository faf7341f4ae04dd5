package io.deploytodev.backup;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An archive that lies somewhere.
 *
 * @param id which is its name without {@code .tar}
 * @param bytes its size
 * @param here where it lies on this machine; empty of one on the host
 * @param manifest empty when it cannot be read
 */
public record Archive(String id, long bytes, Optional<Path> here, Optional<Manifest> manifest) {

    /** An id begins with the time, so its order is theirs. */
    public static List<Archive> newestFirst(List<Archive> archives) {
        return archives.stream()
                .sorted(Comparator.comparing(Archive::id).reversed())
                .toList();
    }
}
