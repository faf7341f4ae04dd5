package io.deploytodev.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FileCommands;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The releases of one project on its dev host, which is the only place that knows them. */
public final class ReleaseStore {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private static final String READ_CURRENT = """
            set -eu
            [ -f "$1/current" ] || exit 0
            printf x
            cat -- "$1/releases/$(cat -- "$1/current")/release.json"
            """;

    /** The record goes first: {@code current} never names a release that is not wholly there. */
    private static final String RECORD = "set -eu\n" + FileCommands.RECEIVE + """
            umask "$4"
            receive "$1/releases/$2/release.json" "$3"
            printf '%s' "$2" > "$1/current.new"
            mv -f -- "$1/current.new" "$1/current"
            """;

    private final CommandRunner host;
    private final StateDirectory directory;

    public ReleaseStore(CommandRunner host, StateDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    /**
     * The release that runs; empty before the first.
     *
     * @throws DeployFailure of kind HOST when a newer version of this tool wrote it, or it is damaged or gone
     */
    public Optional<Release> current() {
        try {
            String text = host.run(Command.script(READ_CURRENT, List.of(directory.path()))
                            .repeatable())
                    .text();
            return text.isEmpty() ? Optional.empty() : Optional.of(parse(text.substring(1)));
        } catch (CommandFailed e) {
            List<String> lines = e.lastLines();
            throw unreadable(lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1), e);
        } catch (JsonProcessingException e) {
            throw unreadable(String.valueOf(e.getOriginalMessage()), e);
        }
    }

    private Release parse(String text) throws JsonProcessingException {
        JsonNode node = JSON.readTree(text);
        if (!node.isObject()) {
            throw unreadable(
                    text.isBlank()
                            ? "It is empty, as a file may be after the host has crashed."
                            : "It is not a JSON object.",
                    null);
        }
        int schema = node.path("schema").asInt();
        if (schema > Release.SCHEMA) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "The releases in " + directory.path() + " were written by a newer deploy-to-dev.",
                    "They have schema " + schema + "; this version knows schemas up to " + Release.SCHEMA + ".",
                    "Update deploy-to-dev on this machine.");
        }
        return JSON.treeToValue(node, Release.class);
    }

    private DeployFailure unreadable(String why, @Nullable Exception cause) {
        return new DeployFailure(
                FailureKind.HOST,
                "The record of the current release in " + directory.path() + " cannot be read.",
                why,
                "Restore it; or move " + directory.current() + " away on the host, and the next deploy counts as the"
                        + " first.",
                List.of(),
                cause);
    }

    /** The resolved model that a release runs; empty when it is not kept. Its text holds secrets. */
    public Optional<String> model(String releaseId) {
        return host.run(FileCommands.read(directory.releaseModel(releaseId)));
    }

    /** Makes a release the current one. Its model must have been written before. */
    public void record(Release release) {
        try {
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(release);
            host.run(Command.script(
                            RECORD,
                            List.of(
                                    directory.path(),
                                    release.id(),
                                    Integer.toString(json.length),
                                    directory.sharing().umask()))
                    .fedWith(out -> out.write(json))
                    .repeatable());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }
}
