package io.deploytodev.deploy;

import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.rollout.Recreate;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what was decided about services that may start side by side, in the one order in which that is safe. */
final class WaveOfServices {

    private final Recreate recreate;
    private final ReadinessListener status;
    private final StepScope scope;

    /** @param status hears of each service that becomes ready */
    WaveOfServices(Recreate recreate, ReadinessListener status, StepScope scope) {
        this.recreate = recreate;
        this.status = status;
        this.scope = scope;
    }

    /**
     * Does it, and waits until all of them are ready.
     *
     * @param makeWay is told which services are made anew, right before their containers come
     * @param all how each of the wave is asked, also those that were left alone
     */
    void carryOut(
            List<Action> actions,
            Consumer<List<String>> makeWay,
            Supplier<? extends Collection<ServiceReadiness>> all) {
        List<String> changed = ServicePlan.changed(actions);
        recreate.unpause(ServicePlan.paused(actions), scope::status);
        recreate.restart(ServicePlan.behindTheirFiles(actions), scope::status);
        makeWay.accept(changed);
        recreate.up(changed, scope::status);
        recreate.awaitReady(all.get(), status);
    }
}
