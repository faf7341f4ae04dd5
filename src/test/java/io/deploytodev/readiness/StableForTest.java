package io.deploytodev.readiness;

import static io.deploytodev.readiness.ScriptedProbe.READY;
import static io.deploytodev.readiness.ScriptedProbe.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ReadinessOutcome.AllReady;
import io.deploytodev.readiness.ReadinessOutcome.Cause;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stabilisation window, in virtual time: each look takes 100 ms. */
class StableForTest {

    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();

    @Test
    void whatStaysReadyIsReadyAfterTheWindow() throws InterruptedException {
        long before = time.nanoTime();
        assertThat(await(service(new ScriptedProbe(READY), Containers.running())))
                .isInstanceOf(AllReady.class);
        assertThat(Duration.ofNanos(time.nanoTime() - before)).isBetween(WINDOW, WINDOW.plusMillis(200));
    }

    @Test
    void aCrashInTheWindowIsTheEndAndSaysHowSoonItCame() throws InterruptedException {
        ContainerState[] states = new ContainerState[31];
        java.util.Arrays.fill(states, Containers.running());
        states[30] = Containers.exited(3);
        Failed failed = (Failed) await(service(new ScriptedProbe(READY), states));
        assertThat(failed.cause()).isEqualTo(Cause.ENDED);
        assertThat(failed.why())
                .isEqualTo("its container scribe-db-1 ended with exit code 3, 3.0 s after it had become ready");
    }

    @Test
    void aCrashIsSaidToHaveComeSoonAlsoWhenItStoppedAnsweringFirst() throws InterruptedException {
        ContainerState[] states = new ContainerState[31];
        java.util.Arrays.fill(states, Containers.running());
        states[30] = Containers.exited(3);
        ProbeResult[] answers = new ProbeResult[30];
        java.util.Arrays.fill(answers, READY);
        answers[29] = REFUSED;
        Failed failed = (Failed) await(service(new ScriptedProbe(answers), states));
        assertThat(failed.why())
                .isEqualTo("its container scribe-db-1 ended with exit code 3, 3.0 s after it had become ready");
    }

    @Test
    void theWindowBeginsAnewWhenItStopsAnswering() throws InterruptedException {
        long before = time.nanoTime();
        ScriptedProbe probe = new ScriptedProbe(READY, READY, REFUSED, REFUSED, READY);
        assertThat(await(service(probe, Containers.running()))).isInstanceOf(AllReady.class);
        assertThat(Duration.ofNanos(time.nanoTime() - before)).isGreaterThanOrEqualTo(WINDOW.plusMillis(400));
    }

    @Test
    void whatComesAndGoesIsLate() throws InterruptedException {
        ProbeResult[] answers = new ProbeResult[400];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = i % 2 == 0 ? READY : REFUSED;
        }
        Failed failed = (Failed) await(service(new ScriptedProbe(answers), Containers.running()));
        assertThat(failed.cause()).isEqualTo(Cause.DEADLINE);
        assertThat(failed.why()).startsWith("it was not ready within 20.0 s, or not for 5.0 s on end; ");
    }

    private ReadinessOutcome await(ServiceReadiness service) throws InterruptedException {
        return new ReadinessWait(ReadinessListener.NONE, time::nanoTime, time::pause).await(List.of(service));
    }

    private static ServiceReadiness service(Probe probe, ContainerState... states) {
        return ServiceReadiness.lasting("db", List.of(probe), Duration.ofSeconds(20), new ScriptedContainer(states))
                .stableFor(WINDOW);
    }
}
