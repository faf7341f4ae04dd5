package io.deploytodev.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.docker.ComposeService.Condition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Compose project as {@code docker compose config --format json} resolves it: every file merged, every variable set.
 * Immutable. Its text holds the project's secrets.
 */
public final class ComposeModel {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** Where the dependencies are kept once they are taken away from Compose; it ignores keys that begin with x-. */
    private static final String DEPENDENCIES = "x-deploy-to-dev-depends-on";

    private final ObjectNode root;
    private final Map<String, ComposeService> services;

    private ComposeModel(ObjectNode root) {
        this.root = root;
        Map<String, ComposeService> read = new TreeMap<>();
        root.path("services")
                .properties()
                .forEach(entry -> read.put(
                        entry.getKey(),
                        ServiceReader.read(entry.getKey(), entry.getValue(), dependencies(root, entry))));
        this.services = Collections.unmodifiableMap(read);
    }

    /**
     * Reads a resolved model.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static ComposeModel parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return new ComposeModel(object);
            }
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the text, and the text holds secrets
        }
        throw new IllegalArgumentException("the resolved Compose model is not a JSON object");
    }

    /** The services by name, those of inactive profiles left out. */
    public Map<String, ComposeService> services() {
        return services;
    }

    /**
     * One service.
     *
     * @throws IllegalArgumentException when the model does not have it
     */
    public ComposeService service(String name) {
        ComposeService service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("the model has no service " + name);
        }
        return service;
    }

    /** A service that is meant to end: others wait for its completion. */
    public boolean isOneShot(String service) {
        return services.values().stream()
                .anyMatch(other -> other.dependsOn().get(service) == Condition.SERVICE_COMPLETED_SUCCESSFULLY);
    }

    /**
     * A service whose end is no failure when it ends well: nothing brings it back, nobody waits for it or could reach it,
     * and nothing says how to ask it. Many a one-shot is written like that.
     */
    public boolean mayEnd(String name) {
        ComposeService service = service(name);
        return isOneShot(name)
                || (!service.restarts()
                        && !service.hasHealthcheck()
                        && service.exposedPorts().isEmpty()
                        && services.values().stream()
                                .noneMatch(other -> other.dependsOn().containsKey(name)));
    }

    /** The engine's name of a volume that the model knows by {@code key}. */
    public String volumeName(String key) {
        return root.path("volumes").path(key).path("name").asText(key);
    }

    /** The ports that the services publish under a number of their own, in the order of the services' names. */
    public List<PublishedPort> publishedPorts() {
        List<PublishedPort> ports = new ArrayList<>();
        for (String service : services.keySet()) {
            root.path("services").path(service).path("ports").elements().forEachRemaining(port -> {
                String published = port.path("published").asText("");
                if (published.matches("\\d{1,5}")
                        && port.path("protocol").asText("tcp").equals("tcp")) {
                    ports.add(new PublishedPort(
                            service,
                            Integer.parseInt(published),
                            port.path("host_ip").asText("")));
                }
            });
        }
        return ports;
    }

    /** Service to what it sees of the host: bind mounts, and what its secrets and configs are made of. */
    public Map<String, List<LocalFile>> localFiles() {
        Map<String, List<LocalFile>> files = new TreeMap<>();
        for (String service : services.keySet()) {
            List<LocalFile> own = LocalFiles.of(root, service);
            if (!own.isEmpty()) {
                files.put(service, own);
            }
        }
        return files;
    }

    /** The same model with this label at these services. */
    public ComposeModel withLabel(String label, Map<String, String> valueByService) {
        ObjectNode copy = root.deepCopy();
        valueByService.forEach((name, value) -> {
            if (copy.path("services").path(name) instanceof ObjectNode service) {
                service.withObjectProperty("labels").put(label, value);
            }
        });
        return new ComposeModel(copy);
    }

    /** The services with a build section, grouped by what they build: one image for each group. */
    public Map<String, List<String>> buildGroups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (ComposeService service : services.values()) {
            service.build().ifPresent(build -> groups.computeIfAbsent(build, b -> new ArrayList<>())
                    .add(service.name()));
        }
        return groups;
    }

    /**
     * The given services in waves: each wave depends only on those before it and on services that are not given.
     *
     * @throws IllegalArgumentException when they depend on each other in a circle
     */
    public List<List<String>> waves(Set<String> wanted) {
        List<List<String>> waves = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>(services.keySet());
        open.retainAll(wanted);
        while (!open.isEmpty()) {
            List<String> wave = open.stream()
                    .filter(name -> Collections.disjoint(dependenciesOf(name), open))
                    .toList();
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("these services depend on each other in a circle: " + open);
            }
            waves.add(wave);
            wave.forEach(open::remove);
        }
        return waves;
    }

    /** Everything that these services depend on, however far away; not themselves, unless another depends on them. */
    public Set<String> dependenciesOf(Collection<String> names) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            for (String dependency : dependenciesOf(open.remove())) {
                if (found.add(dependency)) {
                    open.add(dependency);
                }
            }
        }
        return found;
    }

    private Set<String> dependenciesOf(String name) {
        ComposeService service = services.get(name);
        return service == null ? Set.of() : service.dependsOn().keySet();
    }

    /** The same model with these images instead of the builds of these services. */
    public ComposeModel withImages(Map<String, String> imageByService) {
        ObjectNode copy = root.deepCopy();
        imageByService.forEach((name, image) -> {
            if (copy.path("services").path(name) instanceof ObjectNode service) {
                service.put("image", image);
                service.remove("build");
                service.remove("pull_policy");
            }
        });
        return new ComposeModel(copy);
    }

    /**
     * The same model with its dependencies out of Compose's sight: the tool keeps the order itself, and Compose would
     * hash a service otherwise when it is told to ignore them than when it is asked for its hash. Doing it again changes
     * nothing.
     */
    public ComposeModel ordered() {
        ObjectNode copy = root.deepCopy();
        ObjectNode dependencies = copy.withObjectProperty(DEPENDENCIES);
        for (Map.Entry<String, JsonNode> service : copy.path("services").properties()) {
            if (service.getValue() instanceof ObjectNode node) {
                // Those that are not switched on are not in the model; the others would be left out of its hashes.
                node.remove("profiles");
                if (node.has("depends_on")) {
                    dependencies.set(service.getKey(), node.remove("depends_on"));
                }
            }
        }
        return new ComposeModel(copy);
    }

    /**
     * The keys of a service that differ from an earlier model's, for people; never values, which may be secrets. Image and
     * dependencies are left out: what they cause is told in other ways.
     */
    public List<String> changesSince(ComposeModel before, String service) {
        return services.containsKey(service) && before.services.containsKey(service)
                ? DefinitionDiff.keys(before.definition(service), definition(service))
                : List.of();
    }

    private ObjectNode definition(String service) {
        ObjectNode copy =
                root.withObject("/services").withObjectProperty(service).deepCopy();
        return copy.remove(List.of("image", "build", "pull_policy", "depends_on"));
    }

    /**
     * What runs after only a part of a model was deployed.
     *
     * @param deployed services that are as this model says
     * @param before says how all others are; what it does not have does not run
     */
    public ComposeModel withOthersOf(ComposeModel before, Collection<String> deployed) {
        ObjectNode merged = before.root.deepCopy();
        for (Map.Entry<String, JsonNode> part : root.properties()) {
            if (part.getValue() instanceof ObjectNode named && merged.path(part.getKey()) instanceof ObjectNode other) {
                boolean byService =
                        part.getKey().equals("services") || part.getKey().equals(DEPENDENCIES);
                named.properties().stream()
                        .filter(entry -> !byService || deployed.contains(entry.getKey()))
                        .forEach(entry -> other.set(entry.getKey(), entry.getValue()));
            } else {
                merged.set(part.getKey(), part.getValue());
            }
        }
        return new ComposeModel(merged);
    }

    /** The same model without the services that are not among these. */
    public ComposeModel only(Collection<String> deployed) {
        ObjectNode copy = root.deepCopy();
        copy.withObjectProperty("services").retain(deployed);
        return new ComposeModel(copy);
    }

    /** The same model with another name, and more labels, for the image that a service builds. */
    public ComposeModel withBuildTag(String service, String image, Map<String, String> labels) {
        ObjectNode copy = root.deepCopy();
        if (copy.path("services").path(service) instanceof ObjectNode node) {
            node.put("image", image);
            ObjectNode named = node.withObjectProperty("build").withObjectProperty("labels");
            labels.forEach(named::put);
        }
        return new ComposeModel(copy);
    }

    /** The model as JSON with sorted keys, so that equal models have equal text. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(root, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    JsonNode root() {
        return root;
    }

    @Override
    public String toString() {
        return "Compose model of " + services.keySet();
    }

    private static JsonNode dependencies(ObjectNode root, Map.Entry<String, JsonNode> service) {
        JsonNode kept = root.path(DEPENDENCIES).path(service.getKey());
        return kept.isMissingNode() ? service.getValue().path("depends_on") : kept;
    }
}
