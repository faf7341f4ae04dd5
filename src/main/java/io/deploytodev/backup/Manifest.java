package io.deploytodev.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Optional;

/**
 * What an archive holds, and how that was taken. Stored in it as {@code manifest.json}; holds no secrets itself.
 *
 * @param schema version of this shape; a newer one than {@link #SCHEMA} is refused
 * @param id the host's UTC time and the lock's number
 * @param release that ran; empty when this tool deployed none
 * @param at when it was begun, by the host's clock: {@code 2026-01-31T23:59:59Z}
 * @param by user and machine
 * @param engine its version
 * @param packer {@code zstd}, {@code gzip} or {@code none}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        int schema,
        String id,
        String project,
        String release,
        String at,
        String by,
        String host,
        String engine,
        String packer,
        List<Member> members,
        List<Server> servers) {

    /** The shape that this version writes. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    public Manifest {
        members = List.copyOf(members);
        servers = List.copyOf(servers);
    }

    /**
     * Reads one for a list, in which one that cannot be used stands, too.
     *
     * @return empty where {@link #parse} would not give one
     */
    static Optional<Manifest> ifReadable(String text) {
        try {
            return parse(text);
        } catch (DeployFailure e) {
            return Optional.empty();
        }
    }

    /**
     * Reads one.
     *
     * @return empty when the text is none
     * @throws DeployFailure of kind HOST when a newer version of this tool wrote it, or it names places that no backup has
     */
    public static Optional<Manifest> parse(String text) {
        try {
            int schema = JSON.readTree(text).path("schema").asInt();
            if (schema > SCHEMA) {
                throw new DeployFailure(
                        FailureKind.HOST,
                        "The archive was written by a newer deploy-to-dev.",
                        "It has schema " + schema + "; this version knows schemas up to " + SCHEMA + ".",
                        "Update deploy-to-dev on this machine.");
            }
            Optional<Manifest> manifest =
                    schema < 1 ? Optional.empty() : Optional.of(JSON.readValue(text, Manifest.class));
            manifest.ifPresent(Places::requireSound);
            return manifest;
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** As it is stored. */
    public String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    /** The lines that {@code sha256sum --check} reads. */
    @JsonIgnore
    public String sums() {
        StringBuilder sums = new StringBuilder();
        members.forEach(member ->
                sums.append(member.sha256()).append("  ").append(member.file()).append('\n'));
        return sums.toString();
    }

    /** What all of it takes when it is brought back. */
    @JsonIgnore
    public long bytes() {
        return members.stream().mapToLong(Member::bytes).sum();
    }

    /** What ran a service. */
    public Optional<Server> server(String service) {
        return servers.stream().filter(each -> each.service().equals(service)).findFirst();
    }
}
