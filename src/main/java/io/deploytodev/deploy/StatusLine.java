package io.deploytodev.deploy;

import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.ReadinessListener;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Makes one line of what several services say of themselves: first whom it waits for and why, then who is ready. */
final class StatusLine implements ReadinessListener {

    private static final String READY = "ready";
    private static final String NOT_YET = "not yet: ";

    private final StepScope scope;
    private final Map<String, String> waiting = new ConcurrentSkipListMap<>();
    private final Set<String> ready = new ConcurrentSkipListSet<>();

    StatusLine(StepScope scope) {
        this.scope = scope;
    }

    @Override
    public void changed(String service, String state) {
        if (state.startsWith(READY)) {
            waiting.remove(service);
            ready.add(service);
        } else {
            ready.remove(service);
            waiting.put(service, state.startsWith(NOT_YET) ? state.substring(NOT_YET.length()) : state);
        }
        StringJoiner line = new StringJoiner(" · ");
        waiting.forEach((name, why) -> line.add(name + ": " + why));
        if (!ready.isEmpty()) {
            line.add("ready: " + String.join(", ", ready));
        }
        scope.status(line.toString());
    }
}
