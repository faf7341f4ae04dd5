package io.deploytodev.deploy;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Keeps what it is told. */
final class RecordedEvents implements EventSink {

    private final List<DeployEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(DeployEvent event) {
        events.add(event);
    }

    <E extends DeployEvent> Stream<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
