package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.CommandEnded;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.ProblemFound;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.event.PlannedAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Hands each kind of event to its own method, with every text in it cleaned. */
abstract class EventSwitch {

    /** Java 17 has no switch over sealed types: a test holds that no kind of event is missing here. */
    final void dispatch(DeployEvent event) {
        if (event instanceof RunStarted e) {
            on(new RunStarted(e.at(), line(e.verb()), line(e.project()), line(e.host()), lines(e.steps())));
        } else if (event instanceof StepStarted e) {
            on(new StepStarted(e.at(), line(e.step())));
        } else if (event instanceof StepProgress e) {
            on(new StepProgress(e.at(), line(e.step()), e.done(), e.total(), e.unit()));
        } else if (event instanceof StepStatus e) {
            on(new StepStatus(e.at(), line(e.step()), line(e.status())));
        } else if (event instanceof StepOutput e) {
            on(new StepOutput(e.at(), line(e.step()), line(e.line())));
        } else if (event instanceof StepFinished e) {
            on(new StepFinished(e.at(), line(e.step()), e.outcome(), line(e.detail()), e.took()));
        } else if (event instanceof Notice e) {
            on(new Notice(e.at(), line(e.message())));
        } else if (event instanceof RunSucceeded e) {
            on(new RunSucceeded(
                    e.at(),
                    line(e.release()),
                    line(e.summary()),
                    keys(e.urls(), value -> value),
                    keys(e.stepTimes(), value -> value),
                    lines(e.criticalPath()),
                    e.took(),
                    keys(e.nextCommands(), Clean::line)));
        } else if (event instanceof RunFailed e) {
            on(new RunFailed(
                    e.at(),
                    line(e.kind()),
                    e.exitCode(),
                    line(e.what()),
                    paragraph(e.why()),
                    paragraph(e.next()),
                    lines(e.evidence()),
                    e.took()));
        } else if (event instanceof Planned e) {
            on(new Planned(
                    e.at(),
                    line(e.release()),
                    line(e.from()),
                    e.actions().stream().map(EventSwitch::cleaned).toList()));
        } else if (event instanceof CommandEnded e) {
            on(new CommandEnded(e.at(), line(e.where()), line(e.command()), line(e.ending()), e.took()));
        } else if (event instanceof ProblemFound e) {
            on(new ProblemFound(e.at(), line(e.file()), e.line(), line(e.message())));
        } else {
            throw new IllegalArgumentException("No console knows how to show " + event.getClass());
        }
    }

    abstract void on(RunStarted event);

    abstract void on(StepStarted event);

    abstract void on(StepProgress event);

    abstract void on(StepStatus event);

    abstract void on(StepOutput event);

    abstract void on(StepFinished event);

    abstract void on(Notice event);

    abstract void on(Planned event);

    abstract void on(RunSucceeded event);

    abstract void on(RunFailed event);

    /** For those who want to know everything; nothing by itself. */
    void on(CommandEnded event) {}

    /** Part of the failure that follows, which says all of them; nothing by itself. */
    void on(ProblemFound event) {}

    private static PlannedAction cleaned(PlannedAction action) {
        return new PlannedAction(
                action.area(),
                action.kind(),
                lines(action.subjects()),
                action.count(),
                line(action.cause()),
                action.certain());
    }

    private static String line(String text) {
        return Clean.line(text);
    }

    private static String paragraph(String text) {
        return text.lines().map(Clean::line).collect(Collectors.joining("\n"));
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(Clean::line).toList();
    }

    private static <V> Map<String, V> keys(Map<String, V> map, UnaryOperator<V> value) {
        Map<String, V> cleaned = new LinkedHashMap<>();
        map.forEach((key, old) -> cleaned.put(line(key), value.apply(old)));
        return cleaned;
    }
}
