package io.deploytodev.cli;

import io.deploytodev.console.RawTerminal;
import io.deploytodev.docker.TerminalSize;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The terminal at which the user sits. */
final class UserTerminal implements Terminal {

    private final Map<String, String> environment;

    UserTerminal(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether there is one to read from and to write to. */
    static boolean isThere() {
        return RawTerminal.isThere();
    }

    @Override
    public String kind() {
        return environment.getOrDefault("TERM", "");
    }

    @Override
    public TerminalSize size() {
        int[] size = RawTerminal.size();
        return new TerminalSize(size[0], size[1]);
    }

    @Override
    public HandedOver handOver() {
        try {
            return new Raw(RawTerminal.open());
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "This terminal cannot be handed over.",
                    String.valueOf(e.getMessage()),
                    "Its modes are set with stty, of coreutils: is that in the PATH? Else: deploy-to-dev exec SERVICE -- CMD",
                    List.of(),
                    e);
        }
    }

    private record Raw(RawTerminal terminal) implements HandedOver {

        @Override
        public InputStream keys() {
            return terminal.keys();
        }

        @Override
        public OutputStream screen() {
            return terminal.screen();
        }

        @Override
        public void onResize(Runnable action) {
            terminal.onResize(action);
        }

        @Override
        public void close() {
            terminal.close();
        }
    }
}
