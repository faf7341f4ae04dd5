package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Reads a container's log from a moment on; the engine itself knows that moment to the second only. */
final class LogReading extends ResultCallback.Adapter<Frame> {

    private final Instant since;
    private final LogReader reader;
    private volatile boolean enough;

    private LogReading(Instant since, LogReader reader) {
        this.since = since;
        this.reader = reader;
    }

    static void read(DockerClient client, String containerId, Instant since, Duration patience, LogReader reader) {
        try (LogReading reading = new LogReading(since, reader)) {
            client.logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTimestamps(true)
                    .withSince(Math.toIntExact(since.getEpochSecond()))
                    .exec(reading)
                    .awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (NotFoundException | ConflictException e) {
            // The container has just gone; whoever asks for its state hears of it.
        } catch (IOException e) {
            // Only the closing of what was read: nothing is lost by it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading a log");
        }
    }

    @Override
    public void onNext(Frame frame) {
        new String(frame.getPayload(), StandardCharsets.UTF_8).lines().forEach(this::line);
    }

    private void line(String stamped) {
        int blank = stamped.indexOf(' ');
        if (enough || blank < 0) {
            return;
        }
        try {
            Instant at = Instant.parse(stamped.substring(0, blank));
            if (!at.isBefore(since) && !reader.line(at, stamped.substring(blank + 1))) {
                stop();
            }
        } catch (DateTimeException e) {
            // The rest of a line that the engine has cut in two.
        }
    }

    private void stop() {
        enough = true;
        onComplete();
    }
}
