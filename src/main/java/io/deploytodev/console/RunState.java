package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run so far, as its events tell it. Knows no time of its own and is guarded by whoever owns it. */
final class RunState extends EventSwitch {

    private final Map<String, StepState> steps = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private @Nullable RunStarted start;
    private @Nullable Planned plan;
    private @Nullable RunSucceeded success;
    private @Nullable RunFailed failure;

    @Override
    void on(RunStarted event) {
        start = event;
        event.steps().forEach(this::step);
    }

    @Override
    void on(StepStarted event) {
        step(event.step()).start(event.at());
    }

    @Override
    void on(StepProgress event) {
        step(event.step()).progress(event);
    }

    @Override
    void on(StepStatus event) {
        step(event.step()).status(event.status());
    }

    @Override
    void on(StepOutput event) {
        if (!event.line().isEmpty()) {
            step(event.step()).output(event.line());
        }
    }

    @Override
    void on(StepFinished event) {
        step(event.step()).finish(event);
    }

    @Override
    void on(Notice event) {
        notices.add(event.message());
    }

    @Override
    void on(Planned event) {
        plan = event;
    }

    @Override
    void on(RunSucceeded event) {
        success = event;
    }

    @Override
    void on(RunFailed event) {
        failure = event;
    }

    /** A step that nobody announced is shown all the same, after the others. */
    private StepState step(String name) {
        return steps.computeIfAbsent(name, StepState::new);
    }

    @Nullable
    RunStarted start() {
        return start;
    }

    @Nullable
    Planned plan() {
        return plan;
    }

    @Nullable
    RunSucceeded success() {
        return success;
    }

    @Nullable
    RunFailed failure() {
        return failure;
    }

    String verb() {
        return start == null ? "run" : start.verb();
    }

    List<StepState> steps() {
        return List.copyOf(steps.values());
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    Duration elapsed(Instant now) {
        if (success != null) {
            return success.took();
        }
        if (failure != null) {
            return failure.took();
        }
        return start == null ? Duration.ZERO : Duration.between(start.at(), now);
    }
}
