package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code docker} commands that are about images, as values. */
public final class ImageCommands {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Duration REGISTRY_DEADLINE = Duration.ofSeconds(15);

    /**
     * Never by force: the engine itself refuses to take away what a container was made of. Never with what an image was
     * built from: that has lost its name, perhaps, but not its owner.
     */
    private static final String REMOVE = """
            for image; do docker image rm --no-prune -- "$image" > /dev/null 2>&1 || :; done
            """;

    /** Newer builders have another word for it. */
    private static final String CAP_CACHE = """
            docker builder prune --force --keep-storage "$1" 2> /dev/null || docker builder prune --force --reserved-space "$1"
            """;

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total:\\s*(\\d+(?:\\.\\d+)?)(B|kB|MB|GB|TB)\\s*$");

    private static final Map<String, Double> UNITS = Map.of("B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "TB", 1e12);

    private ImageCommands() {}

    /**
     * Keeps the builder's cache below a size, of all who build on the host: whose a part of it is, nobody knows. What was
     * not used for longest goes first.
     */
    public static Command<Long> capCache(long bytes) {
        return Command.script(CAP_CACHE, List.of(Long.toString(bytes)))
                .within(DEADLINE)
                .repeatable()
                .parsedBy(result -> total(result.text()));
    }

    /** Its last line says what went: {@code Total: 30.5MB}. */
    static long total(String text) {
        Matcher total = TOTAL.matcher(text);
        return total.find()
                ? Math.round(Double.parseDouble(total.group(1)) * UNITS.getOrDefault(total.group(2), 1.0))
                : 0;
    }

    /**
     * Whether a registry hands an image out to the account on the host, with the login that it has there; the engine's own
     * interface asks without one.
     */
    public static Command<Boolean> isHandedOut(String image) {
        return Command.of(List.of("docker", "manifest", "inspect", "--", image))
                .within(REGISTRY_DEADLINE)
                .accepting(0, 1)
                .repeatable()
                .parsedBy(result -> result.exitCode() == 0);
    }

    /** Takes these names away, and an image that has no other name and no container. */
    public static Command<CommandResult> removeUnused(Collection<String> images) {
        return Command.script(REMOVE, List.copyOf(images)).within(DEADLINE).repeatable();
    }
}
