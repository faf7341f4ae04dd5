package io.deploytodev.schedule;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import java.util.LinkedHashMap;
import java.util.Map;

/** Picks out of what a run says what is written down of it. */
final class RunFacts implements EventSink {

    private final Map<String, Long> stepMillis = new LinkedHashMap<>();
    private String release = "";
    private boolean nothingToDo;
    private boolean told;

    @Override
    public synchronized void accept(DeployEvent event) {
        if (event instanceof DeployEvent.StepFinished step) {
            stepMillis.put(step.step(), step.took().toMillis());
        } else if (event instanceof DeployEvent.RunFailed) {
            told = true;
        } else if (event instanceof DeployEvent.RunSucceeded success) {
            told = true;
            release = success.release().isEmpty() ? release : success.release();
        } else if (event instanceof DeployEvent.Planned plan) {
            nothingToDo = plan.isNothingToDo();
            release = plan.release();
        }
    }

    synchronized Map<String, Long> stepMillis() {
        return new LinkedHashMap<>(stepMillis);
    }

    synchronized String release() {
        return release;
    }

    /** Whether it has said itself how it ended. */
    synchronized boolean isTold() {
        return told;
    }

    synchronized boolean isNothingToDo() {
        return nothingToDo;
    }
}
