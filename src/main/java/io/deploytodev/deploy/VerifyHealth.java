package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks the health address from this machine, the way a user reaches it. */
final class VerifyHealth implements Step<String> {

    private final DeployConfig config;
    private final Ref<ResolvedProject> resolved;
    private final Supplier<String> address;

    /** @param address of the dev host, for where the configuration does not say what to ask */
    VerifyHealth(DeployConfig config, Ref<ResolvedProject> resolved, Supplier<String> address) {
        this.config = config;
        this.resolved = resolved;
        this.address = address;
    }

    @Override
    public StepResult<String> run(StepScope scope) {
        Optional<DeployConfig.Health> health = config.health();
        if (resolved.get().backend().isEmpty()) {
            return StepResult.unchanged("", "only infrastructure was asked for");
        }
        if (health.isEmpty()) {
            return StepResult.unchanged("", "the configuration asks for none");
        }
        URI url = HealthAddress.of(
                health.get(), resolved.get().model(), resolved.get().infrastructure(), address.get());
        ask(health.get(), url, config.timeouts().health(), scope);
        return StepResult.done(url.toString(), url + " answered as it should");
    }

    /**
     * Asks until the answer is right.
     *
     * @param window how long that may take
     * @throws DeployFailure of kind HEALTH when it does not become right
     */
    static void ask(DeployConfig.Health health, URI url, Duration window, StepScope scope) {
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

    private static List<Probe> probes(DeployConfig.Health health, URI url) {
        Duration patience = health.timeout().orElse(ProbeSpec.PATIENCE);
        Stream<Probe> http = Stream.of(HttpProbe.to(url, Checks.expectation(health.answer()), patience));
        Stream<Probe> webSocket =
                health.webSocket().stream().map(place -> WebSocketProbe.to(url.resolve(place), patience));
        return Stream.concat(http, webSocket).toList();
    }
}
