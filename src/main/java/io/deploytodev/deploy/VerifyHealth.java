package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.HttpProbe;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.readiness.ReadinessWait;
import io.deploytodev.readiness.ServiceReadiness;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Asks the health address from this machine, the way a user reaches it. */
final class VerifyHealth implements Step<String> {

    private static final int HTTP_OK = 200;

    private final DeployConfig config;
    private final Ref<ResolvedProject> resolved;

    VerifyHealth(DeployConfig config, Ref<ResolvedProject> resolved) {
        this.config = config;
        this.resolved = resolved;
    }

    @Override
    public StepResult<String> run(StepScope scope) {
        Optional<DeployConfig.Health> health = config.health();
        if (resolved.get().backend().isEmpty()) {
            return StepResult.unchanged("", "only infrastructure was asked for");
        }
        if (health.isEmpty()) {
            return StepResult.unchanged("", "the configuration names no health.url");
        }
        URI url = health.get().url();
        HttpProbe probe = HttpProbe.to(url, HTTP_OK);
        try {
            ReadinessOutcome outcome = new ReadinessWait((name, state) -> scope.status(url + " " + state))
                    .await(List.of(ServiceReadiness.outside(
                            url.toString(), List.of(probe), config.timeouts().health())));
            if (outcome instanceof ReadinessOutcome.Failed failed) {
                throw new DeployFailure(
                        FailureKind.HEALTH,
                        "The health check " + url + " did not pass.",
                        failed.why(),
                        "Ask it yourself: curl -i " + url
                                + " ; does the service listen on 0.0.0.0, and does a firewall stand in between?",
                        failed.evidence(),
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking " + url);
        }
        return StepResult.done(url.toString(), url + " answered 200");
    }
}
