package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.HttpProbe;
import io.deploytodev.readiness.HttpRefusal;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.readiness.ReadinessWait;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.readiness.WebSocketProbe;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Asks the health address of a project from this machine, the way a user reaches it. */
public final class HealthCheck {

    private HealthCheck() {}

    /**
     * Asks until the answer is right.
     *
     * @param window how long that may take
     * @throws DeployFailure of kind HEALTH when it does not become right
     */
    public static void ask(Health health, URI url, Duration window, StepScope scope) {
        try {
            ReadinessOutcome outcome = new ReadinessWait((name, state) -> scope.status(url + " " + state))
                    .await(List.of(ServiceReadiness.outside(url.toString(), probes(health, url), window)
                            .stableFor(health.stableFor())));
            if (outcome instanceof ReadinessOutcome.Failed failed) {
                throw new DeployFailure(
                                FailureKind.HEALTH,
                                "The health check " + url + " did not pass.",
                                failed.reason(),
                                next(failed, url),
                                failed.evidence(),
                                null)
                        .onceGone(hint(failed));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking " + url);
        }
    }

    /** What answers is neither hidden behind a firewall nor deaf. */
    static String next(ReadinessOutcome.Failed failed, URI url) {
        return "Ask it yourself: curl -i " + url + " ; " + hint(failed);
    }

    private static String hint(ReadinessOutcome.Failed failed) {
        boolean isAnswered =
                failed.lastAnswer() != null && failed.lastAnswer().why().startsWith("answered ");
        return HttpRefusal.next(failed.lastAnswer(), "health.path (or health.status)")
                .map(hint -> hint + ".")
                .orElse(
                        isAnswered
                                ? "the service is reached; its own log says why it answers so."
                                : "does the service listen on 0.0.0.0, and does a firewall stand in between?");
    }

    /** The questions, in their order. */
    public static List<Probe> probes(Health health, URI url) {
        Duration patience = health.timeout().orElse(ProbeSpec.PATIENCE);
        Stream<Probe> http = Stream.of(HttpProbe.to(url, Checks.expectation(health.answer()), patience));
        Stream<Probe> webSocket =
                health.webSocket().stream().map(place -> WebSocketProbe.to(url.resolve(place), patience));
        return Stream.concat(http, webSocket).toList();
    }
}
