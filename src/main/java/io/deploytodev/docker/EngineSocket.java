package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.Host;
import java.util.List;
import java.util.Optional;

/** Where the engine of a dev host listens, asked without all else that a deploy wants to know. */
public final class EngineSocket {

    private static final String ASK = """
            socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
            socket=${socket#unix://}
            [ -S "$socket" ] && [ -w "$socket" ] && echo "$socket"
            true
            """;

    private EngineSocket() {}

    /** The path of it; empty when there is none, or the user may not use it, or may run no commands. */
    public static Optional<String> on(Host host) {
        try {
            return host.run(ask());
        } catch (CommandFailed e) {
            return Optional.empty();
        }
    }

    static Command<Optional<String>> ask() {
        return Command.script(ASK, List.of())
                .repeatable()
                .parsedBy(result -> Optional.of(result.text().strip()).filter(path -> path.startsWith("/")));
    }
}
