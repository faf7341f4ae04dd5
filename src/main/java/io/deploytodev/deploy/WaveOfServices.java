package io.deploytodev.deploy;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.rollout.Recreate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What else a step does on its way through the waves. */
    interface Course {

        /** What is left of a decision. */
        List<Action> allowed(List<Action> actions);

        /** Comes before the containers of a wave are changed. */
        void before(List<Action> actions);

        /** Is told which services are made anew, right before their containers come. */
        void makeWay(List<String> coming);

        /**
         * How each of these is asked.
         *
         * @param seen their containers, where nothing is done about them
         */
        Collection<ServiceReadiness> readiness(List<String> services, List<ContainerState> seen);
    }

    /**
     * Makes services what they should be, one wave after the other, each when the one before is ready. Those about which
     * nothing is to be done are asked together, as far as they stand side by side.
     *
     * @param foreseen what was decided about all of them just now
     * @return what was done
     */
    List<Action> carryOutAll(List<List<String>> waves, List<Action> foreseen, ServicePlan plan, Course course) {
        List<Action> done = new ArrayList<>();
        List<ServiceReadiness> unasked = new ArrayList<>();
        Map<String, Action> decided = new HashMap<>();
        foreseen.forEach(each -> decided.put(each.service(), each));
        boolean isTouched = false;
        for (List<String> wave : waves) {
            List<Action> actions = isTouched
                    ? plan.decide(wave)
                    : wave.stream().map(decided::get).toList();
            if (!isTouched && isChanging(course.allowed(actions))) {
                isTouched = true;
                actions = recreate.removeHalfMade(scope::status) ? plan.decide(wave) : actions;
            }
            List<Action> allowed = course.allowed(actions);
            done.addAll(allowed);
            if (isChanging(allowed)) {
                awaitReady(unasked);
                course.before(allowed);
                carryOut(allowed, course::makeWay, () -> course.readiness(wave, List.of()));
            } else {
                unasked.addAll(course.readiness(wave, plan.seen().containers()));
            }
        }
        awaitReady(unasked);
        return done;
    }

    private static boolean isChanging(List<Action> actions) {
        return !ServicePlan.changed(actions).isEmpty();
    }

    private void awaitReady(List<ServiceReadiness> services) {
        recreate.awaitReady(List.copyOf(services), status);
        services.clear();
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
