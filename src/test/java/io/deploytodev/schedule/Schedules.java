package io.deploytodev.schedule;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Schedule;
import java.nio.file.Path;
import java.util.Map;

/** Schedules as a file would have them. */
final class Schedules {

    private Schedules() {}

    static Schedule of(String cron, String zone) {
        return of("nightly", cron, zone, "0s");
    }

    static Schedule of(String name, String cron, String zone, String jitter) {
        return config("{" + name + ": {cron: '" + cron + "', zone: " + zone + ", jitter: " + jitter + "}}")
                .schedules()
                .get(0);
    }

    static DeployConfig config(String schedules) {
        return new ConfigLoader(Map.of(), Path.of("/home/ada"))
                .load(
                        Path.of("/shop/config/deploy.yml"),
                        "project: shop\nhosts: {dev: {address: d}}\nschedules: " + schedules + "\n");
    }

    static StateFolder folder(Path home) {
        return StateFolder.of(config("{}"), Map.of(), home);
    }
}
