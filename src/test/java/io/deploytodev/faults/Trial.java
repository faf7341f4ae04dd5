package io.deploytodev.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.faults.Prober.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One try of one fault: what has to hold afterwards, whatever it was. */
final class Trial {

    /** Promised for any death of the holder. */
    private static final Duration LOCK_IS_FREE = Duration.ofSeconds(20);

    /** Looking takes time of its own. */
    private static final Duration LOOKING = Duration.ofSeconds(5);

    /** A build that nobody wants any more, or a Compose that replaces containers, ends by itself. */
    private static final Duration WORK_ENDS = Duration.ofSeconds(60);

    private static final int GAP_FACTOR = 3;
    private static final Duration GAP_SLACK = Duration.ofSeconds(2);

    private final Stage stage;
    private final Fault fault;
    private final int count;

    /** @param count which try of this fault it is */
    Trial(Stage stage, Fault fault, int count) {
        this.stage = stage;
        this.fault = fault;
        this.count = count;
    }

    /**
     * Does it.
     *
     * @return what came of it
     * @throws AssertionError when something does not hold
     */
    Verdict run() {
        try (Scene scene = stage.scene(fault.name() + count);
                Prober prober = Prober.of(stage.health())) {
            Fault.Outcome outcome = fault.strike().on(scene);
            try {
                return judge(scene, prober, outcome);
            } catch (AssertionError | org.awaitility.core.ConditionTimeoutException e) {
                throw new AssertionError(
                        e.getMessage() + "\nserved: " + prober.versions() + "\n"
                                + outcome.client().transcript(),
                        e);
            }
        }
    }

    private Verdict judge(Scene scene, Prober prober, Fault.Outcome outcome) {
        assertThat(fault.exitCodes())
                .as("the client's exit code")
                .contains(outcome.client().exitCode());
        awaitRest();
        boolean isServed = !outcome.mayServe().isEmpty();
        String served = isServed ? awaitServed(outcome) : "";
        if (outcome.whole()) {
            requireWhole(scene, served);
        }
        Duration gap = prober.longestGap();
        Client.Ended next = deployAgain(scene);
        requireSettled(scene);
        if (isServed) {
            requireShort(prober.longestGap(), next);
        }
        return new Verdict(
                fault.name(),
                outcome.client().exitCode(),
                verdict(served, scene),
                gap,
                outcome.client().said());
    }

    private static String verdict(String served, Scene scene) {
        if (served.isEmpty()) {
            return Verdict.ANY;
        }
        return served.equals(scene.old()) ? Verdict.OLD : Verdict.NEW;
    }

    private void requireShort(Duration gap, Client.Ended next) {
        assertThat(gap)
                .as("the longest time without an answer; a plain recreate takes " + stage.plainGap() + "\n"
                        + next.transcript())
                .isLessThan(limit());
    }

    private Duration limit() {
        return stage.plainGap().multipliedBy(GAP_FACTOR).plus(GAP_SLACK).plus(fault.patience());
    }

    private void awaitRest() {
        Awaitility.await()
                .atMost(LOCK_IS_FREE.plus(LOOKING))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(HostView.of(stage.host()).isLockFree())
                        .as("the lock is free")
                        .isTrue());
        Awaitility.await()
                .atMost(WORK_ENDS)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    HostView view = HostView.of(stage.host());
                    assertThat(view.part("jobs")).as("jobs at work").isEmpty();
                    assertThat(view.part("processes")).as("processes").isEmpty();
                });
    }

    private String awaitServed(Fault.Outcome outcome) {
        AtomicReference<String> served = new AtomicReference<>("");
        Awaitility.await()
                .atMost(limit().plus(LOOKING))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    served.set(Answer.of(stage.health()).version());
                    assertThat(outcome.mayServe())
                            .as("the version that is served")
                            .contains(served.get());
                });
        return served.get();
    }

    /** Image, mounted file, environment, tree and the other services: all of one version. */
    private void requireWhole(Scene scene, String version) {
        Awaitility.await().atMost(LOOKING).untilAsserted(() -> assertThat(
                        Answer.of(stage.health()).versions())
                .as("the gateway's own parts")
                .isEqualTo(version));
        HostView view = HostView.of(stage.host());
        assertThat(Stream.of("gateway", "worker", "redis").map(view::generation))
                .as("the services' versions")
                .containsOnly(version);
        assertThat(view.files()).as("the files on the host").isEqualTo(scene.filesOf(version));
        assertThat(view.part("names"))
                .as("containers")
                .isEqualTo(stage.settled().get("names"));
    }

    /** The same again, as a user does it who has mended what was wrong and nothing else. */
    private Client.Ended deployAgain(Scene scene) {
        scene.project().misbehave("");
        try (Client client = scene.deploy()) {
            Client.Ended ended = client.awaitEnd();
            assertThat(ended.exitCode())
                    .as("the next deploy: " + ended.transcript())
                    .isZero();
            return ended;
        }
    }

    private void requireSettled(Scene scene) {
        awaitRest();
        requireWhole(scene, scene.next());
        HostView view = HostView.of(stage.host());
        view.settled(scene.next()).forEach((part, now) -> assertThat(now)
                .as("the " + part + " after the next deploy, as after a first one")
                .isEqualTo(stage.settled().get(part)));
        assertThat(view.files())
                .as("the tree after the next deploy")
                .isEqualTo(scene.project().files());
        assertThat(List.of(view.part("current").toString())).doesNotContain("[]");
    }
}
