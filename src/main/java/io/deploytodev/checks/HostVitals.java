package io.deploytodev.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.deploytodev.host.Command;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a dev host is, as far as its account can see.
 *
 * @param time by its own clock
 * @param memoryTotal bytes
 * @param memoryAvailable bytes that can be had without swapping
 * @param swapFree bytes
 * @param missing programs that a deploy needs and the host lacks
 * @param sshd what the configuration of its SSH server says, keys in small letters; empty where it may not be read
 * @param buildx the version of Docker's build plugin; empty for none
 * @param noBuildKit whether the account switches BuildKit off
 * @param logDriver that the engine's configuration names; empty for none
 * @param logLimited whether the engine's configuration names a size at which logs are rotated
 * @param clientProxy what the account's Docker configuration puts into every container, if it does
 */
public record HostVitals(
        Optional<Instant> time,
        OptionalLong memoryTotal,
        OptionalLong memoryAvailable,
        OptionalLong swapFree,
        List<String> missing,
        Map<String, String> sshd,
        String buildx,
        boolean noBuildKit,
        String logDriver,
        boolean logLimited,
        Optional<ClientProxy> clientProxy) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In a file of sshd's the first value counts, and what follows a Match is for some alone. */
    private static final String ASK = """
            export LC_ALL=C
            echo "time=$(date +%s.%N)"
            while read -r key value unit; do
              case $key in
                MemTotal:) echo "memoryTotal=$value" ;;
                MemAvailable:) echo "memoryAvailable=$value" ;;
                SwapFree:) echo "swapFree=$value" ;;
              esac
            done < /proc/meminfo
            for tool in find tar gzip xargs sha256sum flock stat timeout head tail sed dirname readlink; do
              command -v "$tool" > /dev/null 2>&1 || echo "missing=$tool"
            done
            find --version 2> /dev/null | grep -q GNU || echo "missing=find of GNU"
            tar --version 2> /dev/null | grep -q GNU || echo "missing=tar of GNU"
            sshd() {
              for file do
                [ -r "$file" ] || continue
                grep -iE '^[[:space:]]*(include|match|maxstartups|maxsessions|allowtcpforwarding|allowstreamlocalforwarding|disableforwarding)[[:space:]=]' "$file" |
                while read -r key value; do
                  case $key in
                    [Ii][Nn][Cc]*) for pattern in $value; do
                        case $pattern in /*) ;; *) pattern=/etc/ssh/$pattern ;; esac
                        sshd $pattern
                      done ;;
                    [Mm][Aa][Tt]*) break ;;
                    *) echo "sshd.$key=$value" ;;
                  esac
                done
              done
            }
            sshd /etc/ssh/sshd_config
            echo "buildx=$(docker buildx version 2> /dev/null | head -n 1)"
            echo "buildkit=${DOCKER_BUILDKIT-}"
            echo "daemon=$(cat /etc/docker/daemon.json "$HOME/.config/docker/daemon.json" 2> /dev/null | tr '\\n' ' ')"
            echo "client=$(cat "${DOCKER_CONFIG:-$HOME/.docker}/config.json" 2> /dev/null | tr '\\n' ' ')"
            """;

    private static final long KIB = 1024;

    public HostVitals {
        missing = List.copyOf(missing);
        sshd = Map.copyOf(sshd);
    }

    /**
     * The proxy that Docker's client hands to containers.
     *
     * @param exceptions what it is not for
     */
    public record ClientProxy(String exceptions) {}

    /** All of it at once. */
    public static Command<HostVitals> ask() {
        return Command.script(ASK, List.of()).repeatable().parsedBy(result -> parse(result.text()));
    }

    static HostVitals parse(String text) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> sshd = new HashMap<>();
        text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            String key = line.substring(0, line.indexOf('='));
            String value = line.substring(line.indexOf('=') + 1).strip();
            if (key.startsWith("sshd.")) {
                sshd.putIfAbsent(key.substring("sshd.".length()).toLowerCase(Locale.ROOT), value);
            } else {
                values.putIfAbsent(key, value);
            }
        });
        JsonNode daemon = json(values.get("daemon"));
        return new HostVitals(
                time(values.getOrDefault("time", "")),
                kibibytes(values.get("memoryTotal")),
                kibibytes(values.get("memoryAvailable")),
                kibibytes(values.get("swapFree")),
                text.lines()
                        .filter(line -> line.startsWith("missing="))
                        .map(line -> line.substring("missing=".length()))
                        .toList(),
                sshd,
                values.getOrDefault("buildx", ""),
                values.getOrDefault("buildkit", "").equals("0"),
                daemon.path("log-driver").asText(""),
                !daemon.path("log-opts").path("max-size").asText("").isEmpty(),
                clientProxy(json(values.get("client"))));
    }

    private static Optional<Instant> time(String text) {
        return text.matches("\\d{1,11}\\.\\d{9}")
                ? Optional.of(Instant.ofEpochSecond(
                        Long.parseLong(text.substring(0, text.indexOf('.'))),
                        Long.parseLong(text.substring(text.indexOf('.') + 1))))
                : Optional.empty();
    }

    private static OptionalLong kibibytes(@Nullable String text) {
        return text != null && text.matches("\\d{1,15}")
                ? OptionalLong.of(Long.parseLong(text) * KIB)
                : OptionalLong.empty();
    }

    private static Optional<ClientProxy> clientProxy(JsonNode client) {
        JsonNode proxy = client.path("proxies").path("default");
        boolean any = proxy.has("httpProxy") || proxy.has("httpsProxy") || proxy.has("allProxy");
        return any ? Optional.of(new ClientProxy(proxy.path("noProxy").asText(""))) : Optional.empty();
    }

    /** It may hold logins: of one that cannot be read nothing is told. */
    private static JsonNode json(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
