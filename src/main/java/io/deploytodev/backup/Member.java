package io.deploytodev.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that an archive holds.
 *
 * @param file its name in the archive
 * @param name as people know it, see {@link Source}
 * @param place where it was taken from
 * @param services whose data it is
 * @param how {@code dump}, {@code stop} or {@code live}
 * @param bytes as it was taken
 * @param packed as it lies in the archive
 * @param sha256 of what lies in the archive
 * @param digest of a volume or directory: its names, owners, modes and contents, without times; else {@code -}
 * @param rows of a database: table to how many rows it has
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Member(
        String file,
        Kind kind,
        String name,
        String place,
        List<String> services,
        String how,
        long bytes,
        long packed,
        String sha256,
        String digest,
        Map<String, Long> rows) {

    public Member {
        services = List.copyOf(services);
        rows = Map.copyOf(new TreeMap<>(rows));
    }

    /** The service whose data it is, where it is one's alone. */
    public String service() {
        return services.isEmpty() ? "" : services.get(0);
    }

    /** What it is, for people: {@code volume neo4j-data}. */
    public String inShort() {
        return kind == Kind.ROLES ? "roles of " + service() : kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    /** What can be in an archive. */
    public enum Kind {
        @JsonProperty("volume")
        VOLUME,
        @JsonProperty("directory")
        DIRECTORY,
        /** The accounts of a database server, with their passwords' digests. */
        @JsonProperty("roles")
        ROLES,
        @JsonProperty("database")
        DATABASE
    }
}
