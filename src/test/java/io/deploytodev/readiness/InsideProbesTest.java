package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The probes that look into a container: its log, and a command in it. */
class InsideProbesTest {

    private final List<String> log = new ArrayList<>();
    private final List<Instant> readSince = new ArrayList<>();
    private final Deque<Optional<Integer>> exitCodes = new ArrayDeque<>();
    private int started;

    @Test
    void aLineIsLookedForWhereTheLastLookEnded() {
        LogProbe probe = logProbe(Containers.running());
        assertThat(probe.ask()).isEqualTo(new NotYet("it has written nothing yet"));
        log.add("loading");
        assertThat(probe.ask()).isEqualTo(new NotYet("no such line in its log yet; the last one: loading"));
        log.add("Model ready in 3 s");
        assertThat(probe.ask()).isInstanceOf(Ready.class);
        assertThat(probe.ask()).isInstanceOf(Ready.class);
        Instant start = Objects.requireNonNull(Containers.running().startedAt());
        assertThat(readSince).containsExactly(start, start, start.plusSeconds(1));
    }

    @Test
    void whatWasSaidBeforeARestartDoesNotCount() {
        LogProbe probe = logProbe(Containers.running(), Containers.restarted(1));
        log.add("ready");
        assertThat(probe.ask()).isInstanceOf(Ready.class);
        log.clear();
        assertThat(probe.ask()).isInstanceOf(NotYet.class);
    }

    @Test
    void aCommandIsJudgedByItsExitCodeAndItsLastLine() {
        CommandProbe probe = commandProbe();
        exitCodes.add(Optional.of(1));
        assertThat(probe.ask()).isEqualTo(new NotYet("ended with exit code 1: last words"));
        exitCodes.add(Optional.of(0));
        assertThat(probe.ask()).isEqualTo(new Ready("exit code 0"));
        exitCodes.add(Optional.of(127));
        assertThat(probe.ask()).isInstanceOf(Never.class);
        assertThat(probe.question()).isEqualTo("command check");
    }

    @Test
    void aSlowCommandIsWaitedForAndNotStartedTwice() {
        CommandProbe probe = commandProbe();
        exitCodes.addAll(List.of(Optional.empty(), Optional.of(0), Optional.of(0)));
        assertThat(probe.ask()).isEqualTo(new NotYet("started, but did not end within 1.0 s"));
        assertThat(probe.ask()).isInstanceOf(Ready.class);
        assertThat(started).isEqualTo(1);
        probe.ask();
        assertThat(started).isEqualTo(2);
    }

    @Test
    void aHealthcheckThatIsDemandedMustBeThere() {
        ContainerFacts container = () -> Optional.of(Containers.running());
        assertThat(new ContainerHealthProbe(container, true).ask().why()).isEqualTo("the container has no healthcheck");
    }

    @Test
    void aHealthcheckIsRunAtOnceWhereTheEngineWouldWait() {
        ContainerState waiting = Containers.checkedBy(List.of("curl", "-f", "http://localhost/"));
        EagerHealthProbe probe = new EagerHealthProbe(
                () -> Optional.of(waiting),
                false,
                (id, argv) -> {
                    assertThat(argv).isEqualTo(waiting.healthcheck());
                    return Optional.of(new Scripted());
                },
                Duration.ofSeconds(1));
        exitCodes.addAll(List.of(Optional.of(0)));
        assertThat(probe.ask()).isEqualTo(new Ready("its healthcheck passes"));
    }

    @Test
    void aHealthcheckThatFailsIsNotRunAgainAtEveryLook() {
        ContainerState waiting = Containers.checkedBy(List.of("curl"));
        EagerHealthProbe probe = new EagerHealthProbe(
                () -> Optional.of(waiting), false, (id, argv) -> Optional.of(new Scripted()), Duration.ofSeconds(1));
        exitCodes.addAll(List.of(Optional.of(7), Optional.of(0)));
        assertThat(probe.ask()).isInstanceOf(NotYet.class);
        assertThat(probe.ask()).isInstanceOf(NotYet.class);
        assertThat(exitCodes).hasSize(1);
    }

    @Test
    void whatMayBeAOneShotIsReadyWhenItRunsAndWhenItHasEndedWell() {
        assertThat(new RunsOrDoneProbe(() -> Optional.of(Containers.exited(0))).ask())
                .isInstanceOf(Ready.class);
        assertThat(new RunsOrDoneProbe(() -> Optional.of(Containers.running())).ask())
                .isInstanceOf(Ready.class);
        assertThat(new RunsOrDoneProbe(() -> Optional.of(Containers.exited(3))).ask())
                .isInstanceOf(ProbeResult.Never.class);
    }

    private LogProbe logProbe(ContainerState... states) {
        return new LogProbe(
                Pattern.compile("[Rr]eady"), new ScriptedContainer(states), this::read, Duration.ofSeconds(1));
    }

    private void read(String id, Instant since, Duration patience, io.deploytodev.docker.LogReader reader) {
        readSince.add(since);
        Instant at = Objects.requireNonNull(Containers.running().startedAt());
        for (String line : log) {
            at = at.plusSeconds(1);
            if (!at.isBefore(since) && !reader.line(at, line)) {
                return;
            }
        }
    }

    private CommandProbe commandProbe() {
        return new CommandProbe(
                List.of("check", "--password", "s3cret"),
                () -> Optional.of(Containers.running()),
                (id, argv) -> {
                    started++;
                    return Optional.of(new Scripted());
                },
                Duration.ofSeconds(1));
    }

    private final class Scripted implements CommandSource.Started {
        @Override
        public Optional<Integer> exitCode(Duration patience) {
            return exitCodes.remove();
        }

        @Override
        public String lastLine() {
            return "last words";
        }

        @Override
        public void close() {}
    }
}
