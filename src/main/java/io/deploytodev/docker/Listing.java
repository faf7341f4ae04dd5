package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Lists the containers of Compose projects; one-off containers of {@code compose run} are left out. What was listed last is
 * likely to be there when it is listed again, so it is asked about in the same round trip.
 */
final class Listing {

    private final Inspection inspection;
    private volatile List<ComposeContainer> last = List.of();

    Listing(Inspection inspection) {
        this.inspection = inspection;
    }

    /** Those of all projects. */
    List<ComposeContainer> all() {
        last = read(inspection.list(labels(ComposeLabels.PROJECT)));
        return last;
    }

    List<ComposeContainer> of(String project) {
        return read(inspection.list(ofProject(project)));
    }

    Survey survey(String project, Collection<String> services, Collection<String> references) {
        List<String> labels = ofProject(project);
        List<ComposeContainer> before =
                last.stream().filter(each -> each.project().equals(project)).toList();
        Map<String, JsonNode> answers = new HashMap<>(inspection.listWith(labels, ids(before, services), references));
        List<ComposeContainer> listed = read(answers.getOrDefault(labels.toString(), MissingNode.getInstance()));
        last = listed;
        List<String> ids = ids(listed, services);
        answers.putAll(inspection.of(
                ids.stream().filter(id -> !answers.containsKey(id)).toList()));
        List<JsonNode> containers =
                ids.stream().map(answers::get).filter(Objects::nonNull).toList();
        return new Survey(listed, ContainerStates.of(containers, inspection::of), imageIds(answers, references));
    }

    private static List<ComposeContainer> read(Iterable<JsonNode> listed) {
        List<ComposeContainer> containers = new ArrayList<>();
        listed.forEach(each -> containers.add(ComposeContainer.of(each)));
        return List.copyOf(containers);
    }

    private static List<String> ofProject(String project) {
        return labels(ComposeLabels.PROJECT + "=" + project);
    }

    private static List<String> labels(String label) {
        return List.of(label, ComposeLabels.ONE_OFF + "=" + ComposeLabels.NOT_ONE_OFF);
    }

    static List<String> ids(List<ComposeContainer> listed, Collection<String> services) {
        return listed.stream()
                .filter(container -> services.contains(container.service()))
                .map(ComposeContainer::id)
                .toList();
    }

    /** The ids of those images that were found, by their names. */
    static Map<String, String> imageIds(Map<String, JsonNode> answers, Collection<String> references) {
        Map<String, String> ids = new HashMap<>();
        references.forEach(name -> Optional.ofNullable(answers.get(name))
                .ifPresent(answer -> ids.put(name, answer.path("Id").asText())));
        return ids;
    }
}
