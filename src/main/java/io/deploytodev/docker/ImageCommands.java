package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The {@code docker} commands that are about images, as values. */
public final class ImageCommands {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** Never by force: the engine itself refuses to take away what a container was made of. */
    private static final String REMOVE = """
            for image; do docker image rm -- "$image" > /dev/null 2>&1 || :; done
            """;

    private ImageCommands() {}

    /** Takes these names away, and an image that has no other name and no container. */
    public static Command<CommandResult> removeUnused(Collection<String> images) {
        return Command.script(REMOVE, List.copyOf(images)).within(DEADLINE).repeatable();
    }
}
