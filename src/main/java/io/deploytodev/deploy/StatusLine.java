package io.deploytodev.deploy;

import io.deploytodev.event.DeployEvent.Unit;
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
    private static final String FAILED = "failed: ";
    private static final String NOT_YET = "not yet: ";

    /** More names than these nobody reads as they pass, and they leave no room for what matters. */
    private static final int NAMES = 3;

    private final StepScope scope;
    private final int all;
    private final Map<String, String> waiting = new ConcurrentSkipListMap<>();
    private final Set<String> ready = new ConcurrentSkipListSet<>();

    /** @param all how many services it will be about */
    StatusLine(StepScope scope, int all) {
        this.scope = scope;
        this.all = all;
    }

    @Override
    public void changed(String service, String state) {
        if (state.startsWith(FAILED)) {
            return; // the failure itself is told when the step ends
        }
        if (state.startsWith(READY)) {
            waiting.remove(service);
            ready.add(service);
        } else {
            ready.remove(service);
            waiting.put(service, state.startsWith(NOT_YET) ? state.substring(NOT_YET.length()) : state);
        }
        StringJoiner line = new StringJoiner(" · ");
        waiting.entrySet().stream().limit(NAMES).forEach(each -> line.add(each.getKey() + ": " + each.getValue()));
        if (waiting.size() > NAMES) {
            line.add("and " + (waiting.size() - NAMES) + " more");
        }
        if (ready.size() > NAMES) {
            line.add(ready.size() + " ready");
        } else if (!ready.isEmpty()) {
            line.add("ready: " + String.join(", ", ready));
        }
        if (all > NAMES) {
            scope.progress(ready.size(), Math.max(all, ready.size()), Unit.SERVICES);
        }
        scope.status(line.toString());
    }
}
