package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads from a resolved model what a service sees of the host. */
final class LocalFiles {

    private LocalFiles() {}

    static List<LocalFile> of(JsonNode root, String service) {
        JsonNode node = root.path("services").path(service);
        List<LocalFile> files = new ArrayList<>();
        node.path("volumes").elements().forEachRemaining(volume -> {
            if (volume.path("type").asText().equals("bind") && volume.has("source")) {
                boolean made = volume.path("bind").path("create_host_path").asBoolean(true);
                files.add(new LocalFile(volume.path("source").asText(), false, made));
            }
        });
        for (String kind : List.of("secrets", "configs")) {
            node.path(kind).elements().forEachRemaining(reference -> {
                JsonNode definition =
                        root.path(kind).path(reference.path("source").asText());
                if (definition.has("file")) {
                    files.add(new LocalFile(definition.path("file").asText(), false, false));
                } else if (definition.has("environment")) {
                    files.add(new LocalFile(definition.path("environment").asText(), true, false));
                }
            });
        }
        return files;
    }
}
