package io.deploytodev.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Somebody else deploys the same project. */
final class Rivals {

    private static final Duration LOCK_IS_FREE = Duration.ofSeconds(25);

    private Rivals() {}

    /** One of them is refused, unless the other was through already. */
    static Fault atOnce() {
        return Fault.of(
                "two deploys at once",
                scene -> {
                    String rival = scene.next() + "b";
                    Client one = scene.deploy();
                    Client other = scene.deploy(scene.elsewhere(), rival);
                    Client.Ended first = one.awaitEnd();
                    Client.Ended second = other.awaitEnd();
                    assertThat(List.of(first.exitCode(), second.exitCode()))
                            .as(first.transcript() + second.transcript())
                            .contains(0)
                            .containsAnyOf(0, Fault.LOCKED);
                    if (first.exitCode() == 0 && second.exitCode() == 0) {
                        return new Fault.Outcome(second, Set.of(scene.next(), rival), true);
                    }
                    Client.Ended refused = first.exitCode() == 0 ? second : first;
                    return new Fault.Outcome(refused, Set.of(first.exitCode() == 0 ? scene.next() : rival), true);
                },
                Fault.LOCKED,
                0);
    }

    /** It must notice when it wakes that its turn is over, and change nothing any more. */
    static Fault frozen(String step) {
        return Fault.of(
                "a holder that freezes at " + step + ", and wakes after its lock was taken",
                scene -> {
                    String rival = scene.next() + "b";
                    Client sleeper = scene.deploy();
                    assertThat(sleeper.awaitStep(step)).isTrue();
                    sleeper.signal("STOP");
                    Awaitility.await().atMost(LOCK_IS_FREE).until(() -> HostView.of(scene.host())
                            .isLockFree());
                    Client.Ended other = scene.deploy(scene.elsewhere(), rival).awaitEnd();
                    assertThat(other.exitCode()).as(other.transcript()).isZero();
                    Map<String, String> containers = scene.host().containers();
                    sleeper.signal("CONT");
                    Client.Ended woken = sleeper.awaitEnd();
                    assertThat(scene.host().containers()).as(woken.transcript()).isEqualTo(containers);
                    return new Fault.Outcome(woken, Set.of(rival), true);
                },
                Fault.LOCKED);
    }
}
