package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.CommandSource.Started;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in the container and looks at its exit code. One that takes long is waited for by the next look rather
 * than started once more, for the engine cannot end it and they would pile up. Used by one thread.
 */
public final class CommandProbe implements Probe {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final List<String> argv;
    private final ContainerFacts container;
    private final CommandSource source;
    private final Duration patience;

    private @Nullable Started running;
    private @Nullable String runningIn;

    /** @param argv its words; none but the first is ever shown */
    public CommandProbe(List<String> argv, ContainerFacts container, CommandSource source, Duration patience) {
        this.argv = List.copyOf(argv);
        this.container = container;
        this.source = source;
        this.patience = patience;
    }

    @Override
    public String question() {
        return "command " + argv.get(0);
    }

    @Override
    public ProbeResult ask() {
        Optional<ContainerState> now = container.now().filter(ContainerState::isRunning);
        if (now.isEmpty()) {
            return new NotYet("its container does not run yet");
        }
        String run = now.get().id() + now.get().startedAt();
        Started command = running;
        if (command == null || !run.equals(runningIn)) {
            command = source.start(now.get().id(), argv).orElse(null);
            if (command == null) {
                return new NotYet("its container does not run yet");
            }
            running = command;
            runningIn = run;
        }
        Optional<Integer> code = command.exitCode(patience);
        if (code.isEmpty()) {
            return new NotYet("started, but did not end within " + Wording.seconds(patience));
        }
        running = null;
        try (Started ended = command) {
            return judge(code.get(), Wording.oneLine(ended.lastLine()));
        }
    }

    private ProbeResult judge(int code, String said) {
        String because = said.isEmpty() ? "" : ": " + said;
        if (code == 0) {
            return new Ready("exit code 0");
        }
        if (code == NOT_EXECUTABLE || code == NOT_FOUND) {
            return new Never(
                    "it cannot be run in the container (exit code " + code + ")" + because,
                    "name a command that the image has, as a list of words: [" + argv.get(0) + ", …]");
        }
        return new NotYet("ended with exit code " + code + because);
    }
}
