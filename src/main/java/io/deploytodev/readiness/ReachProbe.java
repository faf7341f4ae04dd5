package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.CommandSource.Started;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sees from inside a container whether another can be reached by the name and the port that it is called by there: by the
 * container's own name resolution and networks, which nobody outside shares. Asks with whatever the image has.
 */
public final class ReachProbe implements Probe {

    /** Exit codes of the script that no shell uses itself. */
    private static final int NO_SUCH_NAME = 3;

    private static final int NO_ANSWER = 4;

    /** The connecting itself has three seconds, so that the script ends before it is given up. */
    private static final String SCRIPT = """
            if command -v getent >/dev/null 2>&1; then getent hosts "$1" >/dev/null 2>&1 || exit 3; fi
            if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
              timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" >/dev/null 2>&1 || exit 4
            elif command -v nc >/dev/null 2>&1; then
              nc -w 3 "$1" "$2" </dev/null >/dev/null 2>&1 || exit 4
            elif command -v python3 >/dev/null 2>&1; then
              python3 -c 'import socket,sys; socket.create_connection((sys.argv[1],int(sys.argv[2])),3)' "$1" "$2" >/dev/null 2>&1 || exit 4
            elif command -v node >/dev/null 2>&1; then
              node -e 'const s=require("net").connect(+process.argv[2],process.argv[1],()=>process.exit(0));s.on("error",()=>process.exit(4));setTimeout(()=>process.exit(4),3000)' "$1" "$2" >/dev/null 2>&1 || exit 4
            else
              exit 5
            fi
            """;

    private final String name;
    private final int port;
    private final ContainerFacts from;
    private final CommandSource source;
    private final Duration patience;

    /** @param from the container that asks */
    public ReachProbe(String name, int port, ContainerFacts from, CommandSource source, Duration patience) {
        this.name = name;
        this.port = port;
        this.from = from;
        this.source = source;
        this.patience = patience;
    }

    /** What is run in the container. */
    static List<String> argv(String name, int port) {
        return List.of("sh", "-c", SCRIPT, "reach", name, Integer.toString(port));
    }

    @Override
    public String question() {
        return "connect to " + name + ":" + port;
    }

    /** {@link Never} where nobody is there to ask, or the image has nothing to ask with: then nothing is known. */
    @Override
    public ProbeResult ask() {
        Optional<ContainerState> now = from.now().filter(ContainerState::isRunning);
        if (now.isEmpty()) {
            return new Never("its container does not run", "start it");
        }
        Optional<Started> command = source.start(now.get().id(), argv(name, port));
        if (command.isEmpty()) {
            return new Never("its container does not run", "start it");
        }
        try (Started running = command.get()) {
            return running.exitCode(patience)
                    .map(this::judge)
                    .orElseGet(() -> new NotYet("no answer within " + Wording.seconds(patience)));
        }
    }

    private ProbeResult judge(int code) {
        return switch (code) {
            case 0 -> new Ready("takes connections");
            case NO_SUCH_NAME -> new NotYet("the name " + name + " is not known there");
            case NO_ANSWER -> new NotYet("nothing takes connections at " + name + ":" + port);
            default ->
                new Never("its image has nothing to ask with (sh, and bash, nc, python3 or node)", "nothing is known");
        };
    }
}
