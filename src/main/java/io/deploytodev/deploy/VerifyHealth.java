package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.HealthCheck;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

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
        HealthCheck.ask(health.get(), url, config.timeouts().health(), scope);
        return StepResult.done(url.toString(), url + " answered as it should");
    }
}
