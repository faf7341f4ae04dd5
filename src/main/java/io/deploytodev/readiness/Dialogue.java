package io.deploytodev.readiness;

import io.deploytodev.host.Daemon;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a probe and a service say to each other over one stream. */
@FunctionalInterface
interface Dialogue {

    /** How long a service may take for one answer. */
    Duration PATIENCE = Duration.ofSeconds(3);

    /** By far more than a driver takes to load on a machine that is of any use: that is not the service's slowness. */
    Duration LOADING = Duration.ofSeconds(20);

    ProbeResult over(TcpStream stream) throws IOException;

    /**
     * Opens a stream and holds the dialogue over it. What has not ended in time is ended by closing the stream: a
     * tunnel's stream knows no read timeout, so this is the one limit that holds for every driver and every stream.
     *
     * @param patience from the first word that is said to the service
     */
    static ProbeResult hold(Connector connector, Duration patience, Dialogue dialogue) {
        TcpStream stream;
        try {
            stream = connector.open();
        } catch (IOException e) {
            if (e.getCause() instanceof HostUnreachable gone) {
                // The way is broken, not the service: whoever holds the connection has to hear of it.
                throw gone;
            }
            return new ProbeResult.NotYet(Wording.of(e));
        }
        CompletableFuture<Void> timeIsUp = new CompletableFuture<>();
        CompletableFuture<Void> cut =
                timeIsUp.thenRunAsync(stream::close, close -> Daemon.start("probe-time-is-up", close));
        timeIsUp.completeOnTimeout(null, LOADING.toMillis(), TimeUnit.MILLISECONDS);
        FirstWord timed = new FirstWord(
                stream, () -> timeIsUp.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS));
        try (timed) {
            ProbeResult answer = dialogue.over(timed);
            return answer instanceof ProbeResult.NotYet && timeIsUp.isDone() ? tooSlow(timed, patience) : answer;
        } catch (IOException e) {
            return timeIsUp.isDone() ? tooSlow(timed, patience) : new ProbeResult.NotYet(Wording.of(e));
        } finally {
            timeIsUp.cancel(false);
            cut.cancel(false);
        }
    }

    private static ProbeResult tooSlow(FirstWord stream, Duration patience) {
        return new ProbeResult.NotYet(
                stream.isSpoken()
                        ? "connected, but no answer within " + Wording.seconds(patience)
                        : "connected, but this machine is too busy to ask it within " + Wording.seconds(LOADING));
    }
}
