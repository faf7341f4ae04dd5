package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** A command that was started in a container. The engine cannot end it early; it can only be left alone. */
public final class ContainerCommand implements AutoCloseable {

    private static final int OUTPUT_KEPT = 4 * 1024;

    private final DockerClient client;
    private final String id;
    private final Output output;

    private ContainerCommand(DockerClient client, String id, Output output) {
        this.client = client;
        this.id = id;
        this.output = output;
    }

    static Optional<ContainerCommand> start(DockerClient client, String containerId, List<String> argv) {
        try {
            String id = client.execCreateCmd(containerId)
                    .withCmd(argv.toArray(String[]::new))
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            return Optional.of(
                    new ContainerCommand(client, id, client.execStartCmd(id).exec(new Output())));
        } catch (NotFoundException | ConflictException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits for the end.
     *
     * @return the exit code; empty when it still runs after {@code patience}
     */
    public Optional<Integer> exitCode(Duration patience) {
        try {
            if (!output.awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            return Optional.ofNullable(client.inspectExecCmd(id).exec().getExitCodeLong())
                    .map(Long::intValue);
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a command ran in a container");
        }
    }

    /** The last line that it wrote and that is not blank; empty when it wrote none. */
    public String lastLine() {
        return output.lastLine();
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            // Nobody listens any more either way.
        }
    }

    /** Keeps the end of what comes. */
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onNext(Frame frame) {
            synchronized (text) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                text.delete(0, Math.max(0, text.length() - OUTPUT_KEPT));
            }
        }

        /** A stream that breaks off says nothing of the command: its exit code is asked for by itself. */
        @Override
        public void onError(Throwable e) {
            onComplete();
        }

        String lastLine() {
            synchronized (text) {
                return text.toString()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .reduce((before, after) -> after)
                        .orElse("");
            }
        }
    }
}
