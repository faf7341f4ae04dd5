package io.deploytodev.faults;

import io.deploytodev.it.DevHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be seen on the host at one moment, by somebody who does not trust the tool: containers as the engine tells
 * them, files by their contents, processes.
 */
record HostView(Map<String, List<String>> parts) {

    private static final String LOOK = """
            state=$1
            cd "$state" || exit 1
            part() { printf '== %s\\n' "$1"; }
            part lock
            if flock -n lock true; then echo free; else echo held; fi
            part jobs
            for job in jobs/*/; do
              [ ! -e "$job/running" ] || [ -e "$job/exit" ] || flock --shared --nonblock "$job/running" true || echo "${job%/}"
            done
            part processes
            ps -u deploy -o args= | grep -v '^sshd\\|^systemd\\|^(sd-pam)' || :
            part containers
            docker ps --all --quiet --no-trunc | xargs -r docker inspect --format "$2" | sort
            part names
            # Asked one by one: after a full disk the engine's list can lag behind what its containers do.
            docker ps --all --quiet --no-trunc | xargs -r docker inspect --format '{{slice .Name 1}} {{.State.Status}}' | sort
            part networks
            docker network ls --format '{{.Name}}' | sort
            part volumes
            docker volume ls --quiet | sort
            part state
            find . -mindepth 1 -maxdepth 1 ! -name tree.before.new -printf '%P\\n' | sort
            part release
            ls "releases/$(cat current)" 2> /dev/null | grep -v '^build.json' | sort
            part leftovers
            find . -path ./source -prune -o -path ./jobs -prune -o -path ./tree.before.new -prune -o \\( -name '*.new' -o -name '*.tmp' -o -name '*.part' \\) -print
            part current
            echo "$(cat current 2> /dev/null)"
            part tree
            cd source 2> /dev/null && find . ../env -type f -exec sha256sum {} + | sort -k 2
            """;

    /** All that makes a container what it is, but what differs from one to the next of the same kind. */
    private static final String INSPECT = String.join(
            " | ",
            "{{.Name}}",
            "{{.State.Status}}",
            "{{.Config.Image}}",
            "{{range .Config.Env}}{{.}} {{end}}",
            "{{json .Config.Cmd}}",
            "{{range .Mounts}}{{.Type}} {{.Source}} {{.Destination}} {{.RW}};{{end}}",
            "{{json .HostConfig.PortBindings}}",
            "{{.HostConfig.Memory}}",
            "{{json .HostConfig.RestartPolicy}}",
            "{{range $name, $network := .NetworkSettings.Networks}}{{$name}} {{json $network.Aliases}}{{end}}",
            "{{index .Config.Labels \"com.docker.compose.project\"}}",
            "{{index .Config.Labels \"com.docker.compose.service\"}}",
            "{{index .Config.Labels \"com.docker.compose.project.working_dir\"}}",
            "{{index .Config.Labels \"com.docker.compose.project.config_files\"}}");

    static HostView of(DevHost host) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        String part = "";
        for (String line : host.run("sh", "-c", LOOK, "sh", FaultProject.STATE, INSPECT)
                .lines()
                .toList()) {
            if (line.startsWith("== ")) {
                part = line.substring(3);
                parts.put(part, new ArrayList<>());
            } else {
                parts.get(part).add(line);
            }
        }
        return new HostView(parts);
    }

    List<String> part(String name) {
        return parts.getOrDefault(name, List.of());
    }

    boolean isLockFree() {
        return part("lock").equals(List.of("free"));
    }

    /** Whether the tool is at work there, with a client or without one. */
    boolean isAtRest() {
        return isLockFree() && part("jobs").isEmpty() && part("processes").isEmpty();
    }

    /** File to digest, as {@link FaultProject#files()}. */
    Map<String, String> files() {
        Map<String, String> digests = new TreeMap<>();
        part("tree").forEach(line -> digests.put(line.substring(66), line.substring(0, 64)));
        return digests;
    }

    /** The version that a service's container was made for, by its environment. */
    String generation(String service) {
        return part("containers").stream()
                .filter(line -> line.startsWith("/" + FaultProject.NAME + "-" + service + "-1 | running "))
                .map(line -> line.replaceFirst(".* GENERATION=(\\S*) .*", "$1"))
                .findFirst()
                .orElse("none that runs");
    }

    /** Compose passes variables on in no order. */
    private static String sorted(String container) {
        return Arrays.stream(container.split(" \\| "))
                .map(field -> field.contains("GENERATION=")
                        ? Arrays.stream(field.split(" ")).sorted().collect(Collectors.joining(" ", "", " "))
                        : field)
                .collect(Collectors.joining(" | "));
    }

    /**
     * What must be the same after every deploy that went well, whatever went before it.
     *
     * @param version that was deployed
     */
    Map<String, List<String>> settled(String version) {
        Map<String, List<String>> settled = new LinkedHashMap<>();
        for (String part : List.of(
                "containers", "names", "networks", "volumes", "state", "release", "leftovers", "lock", "jobs")) {
            settled.put(
                    part,
                    part(part).stream()
                            .map(line -> sorted(line)
                                    .replace("GENERATION=" + version + " ", "GENERATION=VERSION ")
                                    .replaceAll("content-[0-9a-f]+", "content-DIGEST")
                                    .replaceAll("\\d{8}T\\d{6}Z-[0-9a-z-]+", "RELEASE")
                                    .replaceAll("\"[0-9a-f]{12}\"", "\"ID\""))
                            .toList());
        }
        return settled;
    }
}
