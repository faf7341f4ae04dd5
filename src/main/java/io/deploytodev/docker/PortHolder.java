package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running container that holds a TCP port of the dev host.
 *
 * @param project the Compose project it belongs to; empty for none
 * @param service the Compose service it belongs to; empty for none
 * @param address that the port is bound to; empty for all
 */
public record PortHolder(
        String container, Optional<String> project, Optional<String> service, String address, int port) {

    /** The ports of a container, as a listing shows it. */
    static List<PortHolder> of(JsonNode listed) {
        JsonNode labels = listed.path("Labels");
        List<PortHolder> holders = new ArrayList<>();
        for (JsonNode port : listed.path("Ports")) {
            if (port.path("PublicPort").asInt() > 0
                    && port.path("Type").asText().equals("tcp")) {
                holders.add(new PortHolder(
                        listed.path("Names").path(0).asText().replaceFirst("^/", ""),
                        text(labels.path(ComposeLabels.PROJECT)),
                        text(labels.path(ComposeLabels.SERVICE)),
                        port.path("IP").asText(""),
                        port.path("PublicPort").asInt()));
            }
        }
        return holders;
    }

    private static Optional<String> text(JsonNode label) {
        return Optional.ofNullable(label.textValue());
    }
}
