package io.deploytodev.deploy;

import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.ReadinessListener;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;

/** Makes one line of what several services say of themselves. */
final class StatusLine implements ReadinessListener {

    private final StepScope scope;
    private final Map<String, String> states = new ConcurrentSkipListMap<>();

    StatusLine(StepScope scope) {
        this.scope = scope;
    }

    @Override
    public void changed(String service, String state) {
        states.put(service, state);
        StringJoiner line = new StringJoiner(" · ");
        states.forEach((name, text) -> line.add(name + " " + text));
        scope.status(line.toString());
    }
}
