package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A container as somebody sees it who wants to know how it is.
 *
 * @param image the reference that it was made from
 * @param ports of the host that lead to it: {@code 8000→80}, {@code 127.0.0.1:5432→5432}
 * @param memoryLimit in bytes
 * @param lastHealth what its own healthcheck said last
 */
public record ContainerLook(
        ContainerState state, String image, List<String> ports, OptionalLong memoryLimit, Optional<Answer> lastHealth) {

    public ContainerLook {
        ports = List.copyOf(ports);
    }

    /**
     * The end of one run of a healthcheck.
     *
     * @param output as it was written; may hold anything
     */
    public record Answer(long exitCode, String output) {}

    static ContainerLook of(ContainerState state, JsonNode answer) {
        long limit = answer.path("HostConfig").path("Memory").asLong();
        return new ContainerLook(
                state,
                ContainerStates.text(answer.path("Config").path("Image")),
                ports(answer.path("NetworkSettings").path("Ports")),
                limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit),
                lastHealth(answer.path("State").path("Health").path("Log")));
    }

    private static Optional<Answer> lastHealth(JsonNode log) {
        JsonNode last = log.path(log.size() - 1);
        return last.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Answer(last.path("ExitCode").asLong(), ContainerStates.text(last.path("Output"))));
    }

    /** The addresses of all interfaces, of either family, go without saying; as does TCP. */
    private static List<String> ports(JsonNode ports) {
        Set<String> all = new TreeSet<>();
        ports.properties().forEach(entry -> {
            String inside = entry.getKey().replace("/tcp", "");
            for (JsonNode binding : entry.getValue()) {
                String address = ContainerStates.text(binding.path("HostIp"));
                all.add((isEverywhere(address) ? "" : address + ":") + ContainerStates.text(binding.path("HostPort"))
                        + "→" + inside);
            }
        });
        return List.copyOf(all);
    }

    private static boolean isEverywhere(String address) {
        return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
    }
}
