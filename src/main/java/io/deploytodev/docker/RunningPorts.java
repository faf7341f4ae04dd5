package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The ports of a container that runs, in the words of a Compose model. */
final class RunningPorts {

    private RunningPorts() {}

    static void of(JsonNode hostConfig, JsonNode config, ObjectNode service) {
        ArrayNode ports = service.arrayNode();
        hostConfig.path("PortBindings").properties().forEach(entry -> {
            String[] port = entry.getKey().split("/", 2);
            entry.getValue().elements().forEachRemaining(binding -> {
                ObjectNode published = ports.addObject()
                        .put("mode", "ingress")
                        .put("target", Integer.parseInt(port[0]))
                        .put("protocol", port.length > 1 ? port[1] : "tcp");
                put(published, "published", binding.path("HostPort").asText());
                put(published, "host_ip", binding.path("HostIp").asText());
            });
        });
        if (!ports.isEmpty()) {
            service.set("ports", ports);
        }
        ArrayNode exposed = service.arrayNode();
        config.path("ExposedPorts")
                .properties()
                .forEach(entry -> exposed.add(entry.getKey().replaceFirst("/tcp$", "")));
        if (!exposed.isEmpty()) {
            service.set("expose", exposed);
        }
    }

    private static void put(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }
}
