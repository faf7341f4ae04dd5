package io.deploytodev.docker;

import io.deploytodev.host.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a dev host says of itself right after login.
 *
 * @param home absolute path of the user's home
 * @param time the host's UTC clock, {@code 20260131T235959Z}
 * @param socket path of the engine's socket
 * @param socketUsable whether this user may write to it
 * @param dockerInstalled whether there is a docker client
 * @param engineVersion of the engine behind the docker command; empty when it gave no answer
 * @param apiVersion the newest version of the Docker API that this engine speaks; empty when it gave no answer
 * @param composeVersion as {@code docker compose version --short} says; empty when docker has no such command
 * @param resources what it has left, and what is taken there
 * @param standaloneCompose the version of a {@code docker-compose} program, asked only when docker has no such command
 */
public record HostFacts(
        String home,
        String user,
        String groups,
        String time,
        String socket,
        boolean socketUsable,
        boolean dockerInstalled,
        String engineVersion,
        String apiVersion,
        String composeVersion,
        String standaloneCompose,
        HostResources resources) {

    /** One of which only the programs are known. */
    HostFacts(
            String home,
            String user,
            String groups,
            String time,
            String socket,
            boolean socketUsable,
            boolean dockerInstalled,
            String engineVersion,
            String apiVersion,
            String composeVersion,
            String standaloneCompose) {
        this(
                home,
                user,
                groups,
                time,
                socket,
                socketUsable,
                dockerInstalled,
                engineVersion,
                apiVersion,
                composeVersion,
                standaloneCompose,
                HostResources.UNKNOWN);
    }

    private static final String WHERE = """
            echo "home=$HOME"
            echo "user=$(id -un)"
            echo "groups=$(id -Gn)"
            echo "time=$(date -u +%Y%m%dT%H%M%SZ)"
            socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
            socket=${socket#unix://}
            echo "socket=$socket"
            [ -S "$socket" ] && echo there=yes
            [ -S "$socket" ] && [ -w "$socket" ] && echo usable=yes
            command -v docker > /dev/null 2>&1 && echo docker=yes
            """;

    private static final String ASK = WHERE + """
            state=$HOME/.deploy-to-dev
            [ -d "$state" ] || state=$HOME
            free() { df -Pk "$2" 2> /dev/null | { read -r head; read -r fs size used left rest && echo "$1=$left"; }; }
            free freeForState "$state"
            free freeForEngine /var/lib/docker
            cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | while read -r slot local remote state rest; do
              [ "$state" != 0A ] || echo "listen=$local"
            done
            timeout 15 docker version --format '{{.Server.Version}} {{.Server.APIVersion}}' 2> /dev/null | {
              compose=$(docker compose version --short 2> /dev/null)
              echo "compose=$compose"
              [ -n "$compose" ] || echo "standalone=$(docker-compose version --short 2> /dev/null)"
              read -r engine api && echo "engine=$engine" && echo "api=$api"
            }
            true
            """;

    /**
     * Asks for all of it at once: each command over SSH costs the start of a shell. The two sides of the pipe start side
     * by side.
     */
    public static Command<HostFacts> ask() {
        return Command.script(ASK, List.of()).repeatable().parsedBy(result -> parse(result.text()));
    }

    /**
     * Asks for what one has to know who only looks, which is where things lie and whether the engine may be asked. To ask
     * Docker's own programs for their versions takes longer than all else.
     */
    public static Command<HostFacts> askWhere() {
        return Command.script(WHERE + "true", List.of()).repeatable().parsedBy(result -> parse(result.text()));
    }

    /** The host's clock alone, as it is now. */
    public static Command<String> now() {
        return Command.of(List.of("date", "-u", "+%Y%m%dT%H%M%SZ")).repeatable().parsedBy(result -> result.text()
                .trim());
    }

    /** The same at another time. */
    public HostFacts at(String otherTime) {
        return new HostFacts(
                home,
                user,
                groups,
                otherTime,
                socket,
                socketUsable,
                dockerInstalled,
                engineVersion,
                apiVersion,
                composeVersion,
                standaloneCompose,
                resources);
    }

    private static HostFacts parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).trim());
            }
        });
        return new HostFacts(
                values.getOrDefault("home", ""),
                values.getOrDefault("user", ""),
                values.getOrDefault("groups", ""),
                values.getOrDefault("time", ""),
                values.getOrDefault("socket", ""),
                values.containsKey("usable"),
                values.containsKey("docker"),
                values.getOrDefault("engine", ""),
                values.getOrDefault("api", ""),
                values.getOrDefault("compose", ""),
                values.getOrDefault("standalone", ""),
                new HostResources(
                        values.containsKey("there"),
                        number(values.get("freeForEngine")),
                        number(values.get("freeForState")),
                        text.lines()
                                .filter(line -> line.startsWith("listen="))
                                .flatMap(line -> Listener.of(line.substring("listen=".length())).stream())
                                .toList()));
    }

    private static OptionalLong number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
