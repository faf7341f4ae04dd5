package io.deploytodev.faults;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The way to the host breaks for a while. The deploy is to go on as if nothing had been. */
final class Links {

    private static final int BUILD_SECONDS = 3;

    private Links() {}

    static Fault cutDuring(String step, Duration cut) {
        return Fault.of(
                "link cut for " + cut.toSeconds() + " s during " + step,
                scene -> {
                    scene.project().buildFor(BUILD_SECONDS);
                    Client client = scene.deploy();
                    client.awaitNews(step);
                    cut(scene, cut);
                    return scene.end(client);
                },
                0);
    }

    static Fault cutDuringSync(Duration cut) {
        Fault.Strike cutting = scene -> {
            Client client = scene.deploy();
            client.awaitNews("sync");
            cut(scene, cut);
            return scene.end(client);
        };
        return Fault.of("link cut for " + cut.toSeconds() + " s during sync", scene -> Bulk.under(cutting, scene), 0);
    }

    private static void cut(Scene scene, Duration cut) {
        scene.link().cut();
        Awaitility.await().atMost(cut.plusMinutes(1)).pollDelay(cut).until(() -> true);
        scene.link().heal();
    }
}
