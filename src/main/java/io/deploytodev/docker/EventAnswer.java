package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What happens to the containers of a Compose project, as the engine tells it. */
public final class EventAnswer extends EngineStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, ContainerEvent.Kind> KINDS = Map.of(
            "start", ContainerEvent.Kind.STARTED,
            "destroy", ContainerEvent.Kind.REMOVED);

    EventAnswer(Response response) {
        super(response);
    }

    /**
     * Tells each; ends only with the engine.
     *
     * @throws IOException when the link breaks
     */
    public void read(Consumer<ContainerEvent> listener) throws IOException {
        try (MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(body())) {
            while (events.hasNextValue()) {
                event(events.nextValue()).ifPresent(listener);
            }
        }
    }

    /** Empty for what is of no matter here, and for the containers of {@code compose run}. */
    static Optional<ContainerEvent> event(JsonNode event) {
        ContainerEvent.Kind kind = KINDS.get(event.path("Action").asText());
        JsonNode actor = event.path("Actor");
        JsonNode attributes = actor.path("Attributes");
        if (kind == null
                || !ComposeLabels.NOT_ONE_OFF.equals(
                        attributes.path(ComposeLabels.ONE_OFF).asText())) {
            return Optional.empty();
        }
        LoggedContainer container = new LoggedContainer(
                actor.path("ID").asText(),
                attributes.path("name").asText(),
                attributes.path(ComposeLabels.SERVICE).asText(),
                attributes.path(ComposeLabels.NUMBER).asInt(1),
                kind == ContainerEvent.Kind.STARTED);
        return Optional.of(
                new ContainerEvent(kind, container, event.path("timeNano").asLong()));
    }
}
