package io.deploytodev.faults;

import java.time.Duration;

/** The new version is broken, or slow. */
final class BadGateways {

    /** The old version is stopped, the new one started and then the old one again: so long does a return take. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    /** Of a service that takes connections and does not answer: a look that begins before the deadline ends after it. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(3);

    private static final int LITTLE_LATE = 3;

    private BadGateways() {}

    /** Known at once: nothing is waited out. */
    static Fault crashes() {
        return broken("a new gateway that crashes", "crash", RETURN);
    }

    static Fault isKilledForItsMemory() {
        return broken("a new gateway that is OOM-killed", "greedy", RETURN);
    }

    static Fault hangs() {
        return broken(
                "a new gateway that hangs",
                "hang",
                FaultProject.SERVICES.plus(LAST_LOOK).plus(RETURN));
    }

    static Fault answersWithErrors() {
        return broken("a new gateway that answers 500", "error", FaultProject.HEALTH.plus(RETURN));
    }

    static Fault answersTooLate() {
        return broken(
                "a new gateway that answers beyond its window",
                "late:" + FaultProject.SERVICES.multipliedBy(10).toSeconds(),
                FaultProject.SERVICES.plus(RETURN));
    }

    static Fault answersLate() {
        return Fault.of(
                        "a new gateway that answers late, within its window",
                        scene -> {
                            scene.project().misbehave("late:" + LITTLE_LATE);
                            return scene.end(scene.deploy());
                        },
                        0)
                .withPatience(Duration.ofSeconds(LITTLE_LATE));
    }

    private static Fault broken(String name, String how, Duration patience) {
        return Fault.of(
                        name,
                        scene -> {
                            scene.project().misbehave(how);
                            return scene.end(scene.deploy());
                        },
                        Fault.ROLLED_BACK)
                .withPatience(patience);
    }
}
