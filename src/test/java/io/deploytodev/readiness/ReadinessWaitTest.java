package io.deploytodev.readiness;

import static io.deploytodev.readiness.ScriptedProbe.READY;
import static io.deploytodev.readiness.ScriptedProbe.REFUSED;
import static io.deploytodev.readiness.ScriptedProbe.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.HostUnreachable;
import io.deploytodev.readiness.ReadinessOutcome.AllReady;
import io.deploytodev.readiness.ReadinessOutcome.Cause;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadinessWaitTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ReadinessWait wait =
            new ReadinessWait((service, state) -> told.add(service + ": " + state), time::nanoTime, time::pause);

    @Test
    void tellsEachChangeOfStateOnceAndHowLongItTook() throws InterruptedException {
        ProbeResult startingUp = new ProbeResult.NotYet("starting up");
        ReadinessOutcome outcome =
                wait.await(List.of(outside("db", new ScriptedProbe(REFUSED, REFUSED, startingUp, READY))));
        assertThat(told)
                .containsExactly(
                        "db: not yet: connection refused", "db: not yet: starting up", "db: ready after 0.3 s");
        assertThat(outcome).isInstanceOfSatisfying(AllReady.class, all -> assertThat(all.readyAfter())
                .containsEntry("db", Duration.ofMillis(300)));
    }

    @Test
    void thereIsNothingToWaitForWithoutServices() throws InterruptedException {
        assertThat(wait.await(List.of())).isInstanceOf(AllReady.class);
    }

    @Test
    void neverEndsTheWaitForAll() throws InterruptedException {
        Failed failed =
                failure(outside("slow", new ScriptedProbe(REFUSED)), outside("db", new ScriptedProbe(WRONG_PASSWORD)));
        assertThat(failed.service()).isEqualTo("db");
        assertThat(failed.cause()).isEqualTo(Cause.NEVER);
        assertThat(failed.why()).isEqualTo("wrong password");
        assertThat(failed.next()).isEqualTo("use the right one");
        assertThat(failed.lastAnswer()).isEqualTo(WRONG_PASSWORD);
    }

    @Test
    void aDeadlineOfMinutesPassesInNoTimeAndKeepsTheLastAnswer() throws InterruptedException {
        Failed failed = failure(outside("db", new ScriptedProbe(REFUSED)));
        assertThat(failed.cause()).isEqualTo(Cause.DEADLINE);
        assertThat(failed.after()).isBetween(TEN_MINUTES, TEN_MINUTES.plusSeconds(1));
        assertThat(failed.why())
                .isEqualTo("it was not ready within 600.0 s; the last answer to SELECT 1 was: connection refused");
    }

    @Test
    void servicesAreAskedSideBySide() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Probe meeting = probe(() -> {
            both.countDown();
            return both.await(10, TimeUnit.SECONDS) ? READY : WRONG_PASSWORD;
        });
        assertThat(wait.await(List.of(outside("a", meeting), outside("b", meeting))))
                .isInstanceOf(AllReady.class);
    }

    @Test
    void aServiceThatWasReadyAndEndsBeforeTheOthersAreReadyFailsTheWait() throws InterruptedException {
        ScriptedContainer dying = new ScriptedContainer(Containers.running(), Containers.exited(1));
        Failed failed = failure(
                ServiceReadiness.lasting("db", List.of(new ScriptedProbe(READY)), TEN_MINUTES, dying),
                outside("slow", new ScriptedProbe(REFUSED)));
        assertThat(failed.service()).isEqualTo("db");
        assertThat(failed.cause()).isEqualTo(Cause.ENDED);
    }

    @Test
    void anInterruptEndsTheWaitAtOnceAndNothingMoreIsTold() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        ReadinessWait real = new ReadinessWait((service, state) -> {
            told.add(state);
            heard.countDown();
        });
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiter = waiting(real, outside("db", new ScriptedProbe(REFUSED)), thrown);
        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        long before = System.nanoTime();
        waiter.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(told).containsOnly("not yet: connection refused");
    }

    @Test
    void aQuestionThatHangsDoesNotHoldUpAnInterrupt() throws Exception {
        try (ScriptedServer silent =
                ScriptedServer.playing(client -> client.getInputStream().read())) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread waiter = waiting(
                    wait, outside("db", new RedisProbe(silent.connector(), RedisLogin.NONE, TEN_MINUTES)), thrown);
            waiter.interrupt();
            assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aLostConnectionToTheHostIsNotMistakenForASlowService() {
        HostUnreachable gone = new HostUnreachable("gone", new IOException());
        Connector cut = () -> {
            throw new IOException(gone);
        };
        assertThatThrownBy(() -> wait.await(List.of(outside("db", new TcpProbe(cut, 5432, Dialogue.PATIENCE)))))
                .isSameAs(gone);
    }

    @Test
    void pausesAreShortAtFirstAndGrowToHalfASecond() {
        Duration pause = ReadinessWait.growing(1, Duration.ZERO);
        assertThat(pause).isEqualTo(Duration.ofMillis(50));
        Duration waited = pause;
        for (int looks = 2; looks < 30; looks++) {
            Duration longer = ReadinessWait.growing(looks, pause);
            assertThat(longer)
                    .isGreaterThanOrEqualTo(pause)
                    .isLessThanOrEqualTo(Duration.ofMillis(50).plus(waited.dividedBy(8)));
            pause = longer;
            waited = waited.plus(pause);
        }
        assertThat(pause).isEqualTo(Duration.ofMillis(500));
    }

    private static Thread waiting(ReadinessWait wait, ServiceReadiness service, CompletableFuture<Throwable> thrown) {
        Thread waiter = new Thread(() -> {
            try {
                wait.await(List.of(service));
                thrown.complete(new AssertionError("the wait ended by itself"));
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        waiter.start();
        return waiter;
    }

    private Failed failure(ServiceReadiness... services) throws InterruptedException {
        ReadinessOutcome outcome = wait.await(List.of(services));
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private static ServiceReadiness outside(String name, Probe probe) {
        return ServiceReadiness.outside(name, List.of(probe), TEN_MINUTES);
    }

    private interface Question {
        ProbeResult ask() throws InterruptedException;
    }

    private static Probe probe(Question question) {
        return new Probe() {
            @Override
            public String question() {
                return "SELECT 1";
            }

            @Override
            public ProbeResult ask() {
                try {
                    return question.ask();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }
}
