package io.deploytodev.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.PlannedAction;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedEventsTest {

    private static final String SENTINEL = "Sentinel-4711";

    /** Names and numbers that the tool or the user's configuration chose; no output of anything comes into them. */
    private static final Set<String> NAMES = Set.of(
            "verb", "project", "host", "steps", "step", "kind", "release", "where", "file", "criticalPath", "from");

    @ParameterizedTest
    @MethodSource("events")
    void noKindOfEventLetsASecretThrough(Class<?> type) throws Exception {
        Secrets secrets = new Secrets();
        secrets.learn(Map.of("PASSWORD", SENTINEL));
        List<DeployEvent> told = new ArrayList<>();

        new MaskedEvents(told::add, secrets).accept(eventFullOf(type));

        assertThat(told).hasSize(1).first().isInstanceOf(type);
        assertThat(told.get(0).toString()).doesNotContain(SENTINEL);
    }

    private static Stream<Class<?>> events() {
        return Stream.of(DeployEvent.class.getPermittedSubclasses());
    }

    private static DeployEvent eventFullOf(Class<?> type) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            values.add(value(component));
        }
        var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return (DeployEvent) constructor.newInstance(values.toArray());
    }

    private static Object value(RecordComponent component) {
        String text = NAMES.contains(component.getName()) ? "name" : "a " + SENTINEL + " b";
        Class<?> type = component.getType();
        if (type == String.class) {
            return text;
        }
        if (component.getName().equals("actions")) {
            return List.of(PlannedAction.of(PlannedAction.Area.FILES, PlannedAction.Kind.SEND, text, text));
        }
        if (type == List.class) {
            return List.of(text);
        }
        if (type == Map.class) {
            return switch (component.getName()) {
                case "urls" -> Map.of("health", URI.create("http://localhost"));
                case "stepTimes" -> Map.of("sync", Duration.ZERO);
                default -> Map.of(text, text);
            };
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == Instant.class ? Instant.EPOCH : type == Duration.class ? (Object) Duration.ZERO : (Object) 1;
    }
}
