package io.deploytodev.readiness;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a command is started in a container. */
@FunctionalInterface
public interface CommandSource {

    /** Starts it; empty when the container does not run. */
    Optional<Started> start(String containerId, List<String> argv);

    /** A command that was started. */
    interface Started extends AutoCloseable {

        /** Waits for its end; empty when it still runs after {@code patience}. */
        Optional<Integer> exitCode(Duration patience);

        /** The last line that it wrote; empty when it wrote none. */
        String lastLine();

        @Override
        void close();
    }
}
