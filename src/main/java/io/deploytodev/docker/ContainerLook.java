package io.deploytodev.docker;

import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    static ContainerLook of(ContainerState state, InspectContainerResponse response) {
        Long limit = response.getHostConfig() == null
                ? null
                : response.getHostConfig().getMemory();
        String image = response.getConfig().getImage();
        return new ContainerLook(
                state,
                image == null ? "" : image,
                ports(response),
                limit == null || limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit),
                lastHealth(response));
    }

    private static Optional<Answer> lastHealth(InspectContainerResponse response) {
        InspectContainerResponse.ContainerState state = response.getState();
        List<HealthStateLog> log =
                state.getHealth() == null ? null : state.getHealth().getLog();
        if (log == null || log.isEmpty()) {
            return Optional.empty();
        }
        HealthStateLog last = log.get(log.size() - 1);
        return Optional.of(new Answer(
                last.getExitCodeLong() == null ? 0 : last.getExitCodeLong(),
                last.getOutput() == null ? "" : last.getOutput()));
    }

    private static List<String> ports(InspectContainerResponse response) {
        Ports ports = response.getNetworkSettings() == null
                ? null
                : response.getNetworkSettings().getPorts();
        if (ports == null || ports.getBindings() == null) {
            return List.of();
        }
        return List.copyOf(new TreeSet<>(ports.getBindings().entrySet().stream()
                .flatMap(ContainerLook::ports)
                .toList()));
    }

    /** The addresses of all interfaces, of either family, go without saying. */
    private static Stream<String> ports(Map.Entry<ExposedPort, Ports.Binding[]> entry) {
        if (entry.getValue() == null) {
            return Stream.empty();
        }
        String inside = entry.getKey().getPort()
                + ("tcp".equals(entry.getKey().getProtocol().toString())
                        ? ""
                        : "/" + entry.getKey().getProtocol());
        return Stream.of(entry.getValue())
                .map(binding -> (isEverywhere(binding.getHostIp()) ? "" : binding.getHostIp() + ":")
                        + binding.getHostPortSpec() + "→" + inside);
    }

    private static boolean isEverywhere(@org.jspecify.annotations.Nullable String address) {
        return address == null || address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
    }
}
