package io.deploytodev.readiness;

import static io.deploytodev.readiness.ScriptedProbe.READY;
import static io.deploytodev.readiness.ScriptedProbe.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.readiness.ReadinessOutcome.Cause;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import io.deploytodev.readiness.ServiceWatch.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<String> told = new ArrayList<>();

    @Test
    void anEndedContainerFailsWithItsExitCodeAndIsNotAsked() {
        ScriptedProbe probe = new ScriptedProbe(REFUSED);
        Failed failed = lost(watch(probe, Containers.exited(3)).look());
        assertThat(failed.cause()).isEqualTo(Cause.ENDED);
        assertThat(failed.why()).isEqualTo("its container scribe-db-1 ended with exit code 3");
        assertThat(failed.next()).isEqualTo("its own log says why");
        assertThat(probe.timesAsked).hasValue(0);
    }

    @Test
    void aContainerThatRanOutOfMemorySaysSo() {
        Failed failed =
                lost(watch(new ScriptedProbe(REFUSED), Containers.outOfMemory()).look());
        assertThat(failed.why()).contains("want of memory (exit code 137)");
        assertThat(failed.next()).contains("memory limit");
    }

    @Test
    void restartsBeyondTheBudgetFailWithTheLastExitCode() {
        ServiceWatch watch = watch(
                new ScriptedProbe(REFUSED),
                Containers.running(),
                Containers.restarting(7, 0),
                Containers.restarted(1),
                Containers.restarted(2),
                Containers.restarted(3));
        for (int i = 0; i < 4; i++) {
            assertThat(watch.look()).isInstanceOf(Look.Waiting.class);
        }
        Failed failed = lost(watch.look());
        assertThat(failed.cause()).isEqualTo(Cause.RESTARTS);
        assertThat(failed.why()).contains("restarted 3 times").contains("the last time it ended with exit code 7");
    }

    @Test
    void restartsFromBeforeTheWaitDoNotCount() {
        ServiceWatch watch = watch(new ScriptedProbe(READY), Containers.restarted(12));
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
    }

    @Test
    void aServiceThatIsStartedAnewAfterItWasReadyIsAskedAgain() {
        ScriptedProbe probe = new ScriptedProbe(READY, REFUSED, READY);
        ServiceWatch watch = watch(
                probe, Containers.running(), Containers.running(), Containers.restarted(1), Containers.restarted(1));
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
        assertThat(probe.timesAsked).hasValue(1);
        assertThat(watch.look()).isInstanceOf(Look.Waiting.class);
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
        assertThat(told)
                .containsExactly(
                        "ready after 1.0 s",
                        "its container was started anew after it had been ready",
                        "not yet: connection refused",
                        "ready after 1.0 s");
    }

    @Test
    void aOneShotMayEnd() {
        ScriptedContainer container =
                new ScriptedContainer(Containers.running(), Containers.running(), Containers.exited(0));
        ServiceWatch watch = watch(ServiceReadiness.oneShot("migrate", DEADLINE, container));
        assertThat(watch.look()).isInstanceOf(Look.Waiting.class);
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
    }

    @Test
    void aOneShotThatFailsIsJudgedByItsProbe() {
        ServiceWatch watch =
                watch(ServiceReadiness.oneShot("migrate", DEADLINE, new ScriptedContainer(Containers.exited(1))));
        assertThat(lost(watch.look()).cause()).isEqualTo(Cause.NEVER);
    }

    @Test
    void allProbesHaveToBeReadyAtTheSameLook() {
        ScriptedProbe first = new ScriptedProbe(READY, REFUSED, READY);
        ScriptedProbe second = new ScriptedProbe(REFUSED, READY);
        ServiceWatch watch = watch(ServiceReadiness.outside("db", List.of(first, second), DEADLINE));
        assertThat(watch.look()).isInstanceOf(Look.Waiting.class);
        assertThat(watch.look()).isInstanceOf(Look.Waiting.class);
        assertThat(watch.look()).isInstanceOf(Look.Ready.class);
        assertThat(second.timesAsked).hasValue(2);
    }

    @Test
    void whatEndsBesideItsQuestionIsToldAsEnded() {
        ScriptedProbe probe = new ScriptedProbe(ScriptedProbe.WRONG_PASSWORD);
        ServiceWatch watch = watch(probe, Containers.running(), Containers.exited(3));
        Failed failed = lost(watch.look());
        assertThat(failed.cause()).isEqualTo(Cause.ENDED);
    }

    @Test
    void theFailureForTheUserHoldsTheEvidence() {
        ServiceWatch watch = watch(new ScriptedProbe(REFUSED), Containers.running(), Containers.exited(1));
        watch.look();
        DeployFailure failure = lost(watch.look())
                .toFailure(
                        FailureKind.INFRASTRUCTURE,
                        new Evidence(
                                List.of("starting", "ModuleNotFoundError: No module named 'redis'"),
                                OptionalLong.empty(),
                                List.of()));
        assertThat(failure.what()).isEqualTo("db did not become ready.");
        assertThat(failure.evidence())
                .containsExactly(
                        "SELECT 1: connection refused",
                        "container scribe-db-1: exited, exit code 1, out of memory: no",
                        "log: starting",
                        "log: ModuleNotFoundError: No module named 'redis'");
        assertThat(failure.why().lines())
                .containsExactly(
                        "Its container scribe-db-1 ended with exit code 1.",
                        "Likely: the image lacks redis, which the program needs.");
        assertThat(failure.next()).startsWith("Add it to the project's dependencies");
    }

    private ServiceWatch watch(Probe probe, ContainerState... states) {
        return watch(ServiceReadiness.lasting("db", List.of(probe), DEADLINE, new ScriptedContainer(states)));
    }

    private ServiceWatch watch(ServiceReadiness service) {
        return new ServiceWatch(service, () -> Duration.ofSeconds(1), (name, state) -> told.add(state));
    }

    private static Failed lost(Look look) {
        assertThat(look).isInstanceOf(Look.Lost.class);
        return ((Look.Lost) look).failure();
    }
}
