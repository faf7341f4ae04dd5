package io.deploytodev.faults;

import io.deploytodev.it.DevHost;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The host itself fails: it is restarted, or has no room left; or what is brought to it is no project any more. */
final class Hosts {

    /** Without a deploy that gets in its way the host needs so long to serve again, at most. */
    private static final Duration BOOT = Duration.ofSeconds(30);

    private static final int BUILD_SECONDS = 3;

    /** As root, who may use what a file system keeps back for him. */
    private static final String FILL = "head -c 100G /dev/zero > \"$1/filler\" 2> /dev/null; true";

    private static final String END_ENGINE = "pkill -KILL -x dockerd";

    private Hosts() {}

    /** An engine that panics while its host goes on; it is started anew, as a server's systemd does it. */
    static Fault engineEnds(String step) {
        return again("engine that ends during " + step, step, host -> host.run("sh", "-c", END_ENGINE));
    }

    static Fault restart(String step) {
        return again("dev host restarted during " + step, step, DevHost::restart);
    }

    static Fault powerCut(String step) {
        return again("dev host without power during " + step, step, DevHost::cutPower);
    }

    /** Containers boot with whatever tree lies there at that moment, and have to be of one version afterwards all the same. */
    private static Fault again(String name, String step, Consumer<DevHost> restart) {
        return Fault.of(
                        name,
                        scene -> {
                            scene.project().buildFor(BUILD_SECONDS);
                            Client client = scene.deploy();
                            client.awaitNews(step);
                            restart.accept(scene.host());
                            return scene.end(client);
                        },
                        0,
                        Fault.HOST,
                        Fault.BUILD,
                        Fault.INFRASTRUCTURE,
                        Fault.ROLLED_BACK)
                .withPatience(BOOT);
    }

    /** What is sent lasts for longer than it takes to fill the disk. */
    static Fault noRoomForTheTree() {
        return full("disk full during sync", "sync", FaultProject.STATE, FILL, Bulk::under, Fault.SYNC, Fault.HOST);
    }

    /** What was replaced before that cannot be put back while there is no room for a container: the next deploy sees to it. */
    static Fault noRoomForTheImage() {
        return full(
                "disk full during build",
                "image",
                "/var/lib/docker",
                FILL,
                Hosts::halfDone,
                Fault.HOST,
                Fault.BUILD,
                Fault.INFRASTRUCTURE,
                Fault.ROLLED_BACK);
    }

    /** What the builder's store does to an engine now and then. It does not come back before there is room. */
    static Fault noRoomForTheEngine() {
        return full(
                "disk full during build, and the engine ends on it",
                "image",
                "/var/lib/docker",
                FILL + "\n" + END_ENGINE,
                Hosts::halfDone,
                Fault.HOST,
                Fault.BUILD,
                Fault.INFRASTRUCTURE);
    }

    /**
     * An engine that ended cannot come back while the disk is full. When it does, it ends what it finds alive, and does not
     * start again what is to run "unless stopped": that counts as stopped.
     */
    private static Fault.Outcome halfDone(Fault.Strike strike, Scene scene) {
        String engine = engine(scene);
        Fault.Outcome outcome = strike.on(scene);
        boolean lasted = engine.equals(engine(scene));
        return new Fault.Outcome(outcome.client(), lasted ? outcome.mayServe() : Set.of(), false);
    }

    /** Its process; empty while there is none. */
    private static String engine(Scene scene) {
        return scene.host().run("sh", "-c", "pidof dockerd || true");
    }

    private static Fault full(
            String name,
            String step,
            String directory,
            String filling,
            BiFunction<Fault.Strike, Scene, Fault.Outcome> circumstances,
            Integer... exitCodes) {
        Fault.Strike strike = scene -> {
            scene.project().buildFor(BUILD_SECONDS);
            Client client = scene.deploy();
            try {
                client.awaitStep(step);
                scene.host().run("sh", "-c", filling, "sh", directory);
                return scene.end(client);
            } finally {
                scene.host().run("rm", "-f", directory + "/filler");
            }
        };
        return Fault.of(name, scene -> circumstances.apply(strike, scene), exitCodes);
    }

    static Fault invalidCompose() {
        return Fault.of(
                "a compose file that becomes invalid",
                scene -> {
                    Map<String, String> before = scene.host().containers();
                    scene.project().edit("docker-compose.yml", text -> text.replace("ports:", "prots:"));
                    try {
                        Fault.Outcome outcome = scene.end(scene.deploy());
                        if (!scene.host().containers().equals(before)) {
                            throw new AssertionError("containers were touched: "
                                    + outcome.client().transcript());
                        }
                        return outcome;
                    } finally {
                        scene.project().edit("docker-compose.yml", text -> text.replace("prots:", "ports:"));
                    }
                },
                Fault.CONFIG);
    }
}
