package io.deploytodev.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FileCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Each part that is there begins with x, and is ended by NUL. */
    private static final String READ_KEPT = """
            set -eu
            [ -f "$1/current" ] || exit 0
            kept=$1/releases/$(cat -- "$1/current")
            printf x
            cat -- "$kept/release.json"
            printf '\\0'
            for file in deploy.yml model.json; do
              [ ! -e "$kept/$file" ] || { printf x; cat -- "$kept/$file"; }
              printf '\\0'
            done
            """;

    /** The record goes first: {@code current} never names a release that is not wholly there. */
    private static final String RECORD = "set -eu\n" + FileCommands.RECEIVE + """
            umask "$4"
            receive "$1/releases/$2/release.json" "$3"
            printf '%s' "$2" > "$1/current.new"
            mv -f -- "$1/current.new" "$1/current"
            [ -z "$5" ] || rm -f -- "$1/intent"
            """;

    private static final String MAKE_CURRENT = """
            set -eu
            umask "$3"
            [ -f "$1/releases/$2/release.json" ]
            printf '%s' "$2" > "$1/current.new"
            mv -f -- "$1/current.new" "$1/current"
            rm -f -- "$1/intent"
            """;

    /** First which one runs; then each record, and each is ended by NUL. */
    private static final String HISTORY = """
            cat -- "$1/current" 2> /dev/null
            printf '\\0'
            for record in "$1"/releases/*/release.json; do
              [ ! -f "$record" ] || { cat -- "$record"; printf '\\0'; }
            done
            """;

    private final CommandRunner host;
    private final StateDirectory directory;

    public ReleaseStore(CommandRunner host, StateDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    /** Makes ready what the first record needs of this program itself; to be called while there is something to wait for. */
    public static void prepare() {
        var unused = JSON.readerFor(Release.class);
    }

    /**
     * The release that runs; empty before the first.
     *
     * @throws DeployFailure of kind HOST when a newer version of this tool wrote it, or it is damaged or gone
     */
    public Optional<Release> current() {
        return current(READ_CURRENT).map(text -> read(text.substring(1)));
    }

    /**
     * The same with what it keeps, in one question.
     *
     * @throws DeployFailure like {@link #current}
     */
    public KeptRelease kept() {
        List<Optional<String>> parts = current(READ_KEPT).stream()
                .flatMap(text -> Stream.of(text.split("\0", -1)))
                .map(part -> part.isEmpty() ? Optional.<String>empty() : Optional.of(part.substring(1)))
                .toList();
        return parts.isEmpty()
                ? new KeptRelease(Optional.empty(), Optional.empty(), Optional.empty())
                : new KeptRelease(parts.get(0).map(this::read), parts.get(1), parts.get(2));
    }

    private Optional<String> current(String script) {
        try {
            String text = host.run(
                            Command.script(script, List.of(directory.path())).repeatable())
                    .text();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (CommandFailed e) {
            List<String> lines = e.lastLines();
            throw unreadable(lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1), e);
        }
    }

    private Release read(String text) {
        try {
            return parse(text);
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
        if (node instanceof ObjectNode object && !object.has("run")) {
            object.set("run", JSON.valueToTree(Release.Run.UNKNOWN));
        }
        return JSON.treeToValue(node, Release.class);
    }

    /**
     * All that is recorded, the newest first, failed deploys too; what cannot be read is left out.
     *
     * @throws DeployFailure of kind HOST when a newer version of this tool wrote it
     */
    public History history() {
        String text = host.run(
                        Command.script(HISTORY, List.of(directory.path())).repeatable())
                .text();
        List<String> parts = List.of(text.split("\0", -1));
        List<Release> releases = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            try {
                if (!part.isBlank()) {
                    releases.add(parse(part));
                }
            } catch (JsonProcessingException e) {
                // Half a record says nothing of a release, and must not keep the others from being seen.
                e.clearLocation();
            }
        }
        return new History(parts.get(0), releases);
    }

    /** The {@code deploy.yml} that a release was made by; empty when it is not kept. */
    public Optional<String> config(String releaseId) {
        return host.run(FileCommands.read(directory.releaseConfig(releaseId)).repeatable());
    }

    /** Remembers that this project built an image, whatever becomes of its names. */
    public void built(String imageId) {
        host.run(StateClutter.built(directory, imageId));
    }

    /** Makes a release that was recorded before the current one again; so the run that did this is over. */
    public void makeCurrent(String releaseId) {
        host.run(Command.script(
                        MAKE_CURRENT,
                        List.of(directory.path(), releaseId, directory.sharing().umask()))
                .repeatable());
    }

    /** Keeps what the containers of a release said last. */
    public void keepLog(String releaseId, String text) {
        host.run(FileCommands.write(directory.releaseLog(releaseId), text, directory.sharing()));
    }

    /** What the containers of a release said last, when it failed and was put back; empty when that is not kept. */
    public List<String> log(String releaseId) {
        return host.run(FileCommands.read(directory.releaseLog(releaseId)))
                .map(text -> text.lines().toList())
                .orElse(List.of());
    }

    /** Writes down what was tried, without making it the current release. */
    public void note(Release release) {
        note(release, Command.of(List.of("true")));
    }

    /** The same, of a run that failed and left the host as it should be: its intent goes. */
    public void noteSettled(Release release) {
        note(release, Command.of(List.of("rm", "-f", "--", directory.intent())));
    }

    private void note(Release release, Command<?> then) {
        host.run(FileCommands.writeThen(
                directory.releaseRecord(release.id()),
                new String(json(release), StandardCharsets.UTF_8),
                directory.sharing(),
                then.repeatable()));
    }

    private static byte[] json(Release release) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(release);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
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

    /** Makes a release the current one; so the run that made it is over. Its model must have been written before. */
    public void record(Release release) {
        record(release, "over");
    }

    /** Makes what was found on the host the current release, at the begin of a run. */
    public void recordFound(Release release) {
        record(release, "");
    }

    private void record(Release release, String over) {
        byte[] json = json(release);
        host.run(Command.script(
                        RECORD,
                        List.of(
                                directory.path(),
                                release.id(),
                                Integer.toString(json.length),
                                directory.sharing().umask(),
                                over))
                .fedWith(out -> out.write(json))
                .repeatable());
    }
}
