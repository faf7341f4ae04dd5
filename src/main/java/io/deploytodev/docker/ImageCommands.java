package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The {@code docker} commands that are about images, as values. */
public final class ImageCommands {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /**
     * Never by force: the engine itself refuses to take away what a container was made of. Never with what an image was
     * built from: that has lost its name, perhaps, but not its owner.
     */
    private static final String REMOVE = """
            for image; do docker image rm --no-prune -- "$image" > /dev/null 2>&1 || :; done
            """;

    /** Newer builders have another word for it. */
    private static final String CAP_CACHE = """
            docker builder prune --force --keep-storage "$1" || docker builder prune --force --reserved-space "$1"
            """;

    private ImageCommands() {}

    /**
     * Keeps the builder's cache below a size, of all who build on the host: whose a part of it is, nobody knows. What was
     * not used for longest goes first.
     */
    public static Command<CommandResult> capCache(long bytes) {
        return Command.script(CAP_CACHE, List.of(Long.toString(bytes)))
                .within(DEADLINE)
                .repeatable();
    }

    /** Takes these names away, and an image that has no other name and no container. */
    public static Command<CommandResult> removeUnused(Collection<String> images) {
        return Command.script(REMOVE, List.copyOf(images)).within(DEADLINE).repeatable();
    }
}
