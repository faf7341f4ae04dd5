package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The last lines that a container wrote since it was started by whoever started it, oldest first. */
final class LastLines {

    private LastLines() {}

    static List<String> of(DockerClient client, ContainerState container, int lines, Duration patience) {
        // Restarted by the engine, it says in each of its lives why it does not live.
        Instant since =
                container.startedAt() == null || container.restartCount() > 0 ? Instant.EPOCH : container.startedAt();
        List<String> collected = Collections.synchronizedList(new ArrayList<>());
        try (ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                new String(frame.getPayload(), StandardCharsets.UTF_8).lines().forEach(collected::add);
            }
        }) {
            client.logContainerCmd(container.id())
                    .withStdOut(true)
                    .withStdErr(true)
                    .withSince(Math.toIntExact(since.getEpochSecond()))
                    .withTail(lines)
                    .exec(frames)
                    .awaitCompletion(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (NotFoundException e) {
            return List.of();
        } catch (IOException e) {
            collected.add("(the rest of the log could not be read: " + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading a log");
        }
        return List.copyOf(collected);
    }
}
