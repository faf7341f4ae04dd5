package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a line in a container's log, from its present start on: what it wrote before it was restarted does not
 * count. Each look reads on from where the one before ended. Used by one thread.
 */
public final class LogProbe implements Probe {

    private final Pattern pattern;
    private final ContainerFacts container;
    private final LogSource source;
    private final Duration patience;

    private @Nullable String run;
    private boolean found;
    private Instant readUpTo = Instant.EPOCH;
    private String lastLine = "";

    /** @param pattern found anywhere in a line */
    public LogProbe(Pattern pattern, ContainerFacts container, LogSource source, Duration patience) {
        this.pattern = pattern;
        this.container = container;
        this.source = source;
        this.patience = patience;
    }

    @Override
    public String question() {
        return "log line /" + Wording.oneLine(pattern.pattern()) + "/";
    }

    @Override
    public ProbeResult ask() {
        Optional<ContainerState> now = container.now();
        Instant started = now.map(ContainerState::startedAt).orElse(null);
        if (now.isEmpty() || started == null) {
            return new NotYet("its container has not been started yet");
        }
        ContainerState state = now.get();
        if (!(state.id() + started).equals(run)) {
            run = state.id() + started;
            found = false;
            readUpTo = started;
            lastLine = "";
        }
        if (!found) {
            source.read(state.id(), readUpTo, patience, this::line);
        }
        if (found) {
            return new Ready("its log says so");
        }
        return new NotYet(
                lastLine.isEmpty()
                        ? "it has written nothing yet"
                        : "no such line in its log yet; the last one: " + Wording.oneLine(lastLine));
    }

    private boolean line(Instant at, String text) {
        readUpTo = at;
        lastLine = text;
        found = pattern.matcher(text).find();
        return !found;
    }
}
