package io.deploytodev.faults;

import java.time.Duration;

/** The client ends in the middle of its work: it is killed, or its user presses Ctrl-C. */
final class Signals {

    /** The longest of the steps that are worth a moment inside them takes about so long. */
    private static final Duration INSIDE = Duration.ofMillis(1500);

    private static final int BUILD_SECONDS = 2;

    private Signals() {}

    static Fault killAt(String step) {
        return Fault.of("kill -9 at " + step, scene -> scene.kill(at(step, scene)), Fault.KILLED, 0);
    }

    static Fault killWithin(String step) {
        return Fault.of("kill -9 at any moment of " + step, scene -> scene.kill(within(step, scene)), Fault.KILLED, 0);
    }

    /** A Ctrl-C after the last step is too late to stop anything, and the exit code says so. */
    static Fault stopAt(String step) {
        return Fault.of("Ctrl-C at " + step, scene -> stop(at(step, scene), scene), Fault.STOPPED, 0);
    }

    static Fault stopWithin(String step) {
        return Fault.of("Ctrl-C at any moment of " + step, scene -> stop(within(step, scene), scene), Fault.STOPPED, 0);
    }

    private static Client at(String step, Scene scene) {
        Client client = scene.deploy();
        client.awaitStep(step);
        return client;
    }

    private static Client within(String step, Scene scene) {
        scene.project().buildFor(BUILD_SECONDS);
        Client client = at(step, scene);
        scene.await(INSIDE);
        return client;
    }

    private static Fault.Outcome stop(Client client, Scene scene) {
        client.signal("INT");
        return scene.end(client);
    }
}
