package io.deploytodev.secret;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.event.PlannedAction;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passes events on without the secrets in what they quote. */
public final class MaskedEvents implements EventSink {

    private final EventSink events;
    private final Secrets secrets;

    public MaskedEvents(EventSink events, Secrets secrets) {
        this.events = events;
        this.secrets = secrets;
    }

    @Override
    public void accept(DeployEvent event) {
        events.accept(masked(event));
    }

    private DeployEvent masked(DeployEvent event) {
        if (event instanceof DeployEvent.StepStatus e) {
            return new DeployEvent.StepStatus(e.at(), e.step(), secrets.mask(e.status()));
        }
        if (event instanceof DeployEvent.StepOutput e) {
            return new DeployEvent.StepOutput(e.at(), e.step(), secrets.mask(e.line()));
        }
        if (event instanceof DeployEvent.StepFinished e) {
            return new DeployEvent.StepFinished(e.at(), e.step(), e.outcome(), secrets.mask(e.detail()), e.took());
        }
        if (event instanceof DeployEvent.Notice e) {
            return new DeployEvent.Notice(e.at(), secrets.mask(e.message()));
        }
        if (event instanceof DeployEvent.CommandEnded e) {
            return new DeployEvent.CommandEnded(
                    e.at(), e.where(), secrets.mask(e.command()), secrets.mask(e.ending()), e.took());
        }
        if (event instanceof DeployEvent.ProblemFound e) {
            return new DeployEvent.ProblemFound(e.at(), e.file(), e.line(), secrets.mask(e.message()));
        }
        if (event instanceof DeployEvent.Planned e) {
            return new DeployEvent.Planned(
                    e.at(),
                    e.release(),
                    e.from(),
                    e.actions().stream().map(this::masked).toList());
        }
        if (event instanceof DeployEvent.RunSucceeded e) {
            return masked(e);
        }
        return event instanceof DeployEvent.RunFailed e ? masked(e) : event;
    }

    private PlannedAction masked(PlannedAction action) {
        return new PlannedAction(
                action.area(),
                action.kind(),
                action.subjects().stream().map(secrets::mask).toList(),
                action.count(),
                secrets.mask(action.cause()),
                action.certain());
    }

    private DeployEvent masked(DeployEvent.RunFailed e) {
        return new DeployEvent.RunFailed(
                e.at(),
                e.kind(),
                e.exitCode(),
                secrets.mask(e.what()),
                secrets.mask(e.why()),
                secrets.mask(e.next()),
                e.evidence().stream().map(secrets::mask).toList(),
                e.took());
    }

    private DeployEvent masked(DeployEvent.RunSucceeded e) {
        Map<String, String> next = new LinkedHashMap<>();
        Map<String, URI> urls = new LinkedHashMap<>();
        e.urls().forEach((name, url) -> urls.put(name, masked(url)));
        e.nextCommands().forEach((command, meaning) -> next.put(secrets.mask(command), secrets.mask(meaning)));
        return new DeployEvent.RunSucceeded(
                e.at(), e.release(), secrets.mask(e.summary()), urls, e.stepTimes(), e.criticalPath(), e.took(), next);
    }

    private URI masked(URI url) {
        String said = secrets.mask(url.toString());
        return said.equals(url.toString())
                ? url
                : URI.create(said.replace("${", "%24%7B").replace("}", "%7D").replaceAll("[^!-~]", "_"));
    }
}
