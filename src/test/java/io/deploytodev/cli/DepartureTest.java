package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.console.Console;
import io.deploytodev.event.DeployEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DepartureTest {

    private static final Instant NOW = Instant.EPOCH;

    private final List<DeployEvent> shown = new CopyOnWriteArrayList<>();
    private final Departure departure = new Departure(
            new Console() {
                @Override
                public void accept(DeployEvent event) {
                    shown.add(event);
                }

                @Override
                public void close() {}
            },
            Clock.systemUTC());

    @Test
    void whoLeavesBeforeTheLockIsHeldHasChangedNothing() {
        departure.accept(new DeployEvent.RunStarted(NOW, "deploy", "shop", "dev", List.of("connect", "lock")));
        departure.accept(new DeployEvent.StepStarted(NOW, "connect"));
        assertThat(departure.left()).isEqualTo("Left at once. Nothing was changed on dev.");
    }

    @Test
    void whoLeavesLaterIsToldWhatMayBeHalfDoneAndSoAreProgramsThatListen() {
        departure.accept(new DeployEvent.RunStarted(NOW, "deploy", "shop", "dev", List.of("lock", "services")));
        done("lock");
        done("sync");
        departure.accept(new DeployEvent.StepStarted(NOW, "services"));
        assertThat(departure.leave())
                .startsWith("Left at once. On dev services may be half done")
                .contains("free within 20 s", "the next deploy mends it");
        assertThat(shown.get(shown.size() - 1)).isInstanceOfSatisfying(DeployEvent.RunFailed.class, failed -> {
            assertThat(failed.exitCode()).isEqualTo(130);
            assertThat(failed.isStopped()).isTrue();
        });
    }

    @Test
    void onceTheRunIsOverThereIsNothingToSay() {
        departure.accept(new DeployEvent.RunStarted(NOW, "deploy", "shop", "dev", List.of("lock")));
        done("lock");
        departure.accept(new DeployEvent.RunFailed(NOW, "build", 8, "", "", "", List.of(), Duration.ZERO));
        assertThat(departure.leave()).isEmpty();
    }

    private void done(String step) {
        departure.accept(new DeployEvent.StepStarted(NOW, step));
        departure.accept(new DeployEvent.StepFinished(NOW, step, DeployEvent.Outcome.DONE, "", Duration.ZERO));
    }
}
