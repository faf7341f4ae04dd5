package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import io.deploytodev.release.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the host, run by the shell here. */
class HostRunsTest {

    @TempDir
    Path home;

    @Test
    void a_record_and_its_log_are_found_again_the_newest_first_and_half_a_one_hides_no_other() throws Exception {
        HostRuns runs = runs();
        assertThat(runs.all()).isEmpty();
        RunRecord one = HttpMessengerTest.record(8);
        RunRecord two = named("20261122T020004Z-nightly");
        runs.keep(one, "what it said\n");
        runs.keep(two, "");
        Files.writeString(home.resolve(".deploy-to-dev/shop/runs/20261123T020004Z-nightly.json"), "{\"id\":");

        assertThat(runs.all()).containsExactly(two, one);
        assertThat(runs.said(one.id())).contains("what it said\n");
        assertThat(runs.said("../../etc/passwd")).isEmpty();
    }

    @Test
    void the_oldest_of_the_same_schedule_go() throws Exception {
        Path place = Files.createDirectories(home.resolve("runs"));
        for (int day = 10; day < 20; day++) {
            Files.writeString(place.resolve("202611" + day + "T020000Z-nightly-1a2b3c.json"), "");
            Files.writeString(place.resolve("202611" + day + "T020000Z-nightly-1a2b3c.log"), "");
            Files.writeString(place.resolve("202611" + day + "T020000Z-not-nightly-1a2b3c.json"), "");
        }

        new LocalHost(home).run(HostRuns.keepNewest(place.toString(), "nightly", 3));

        try (var files = Files.list(place)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.contains("not")))
                    .containsExactlyInAnyOrder(
                            "20261117T020000Z-nightly-1a2b3c.json",
                            "20261117T020000Z-nightly-1a2b3c.log",
                            "20261118T020000Z-nightly-1a2b3c.json",
                            "20261118T020000Z-nightly-1a2b3c.log",
                            "20261119T020000Z-nightly-1a2b3c.json",
                            "20261119T020000Z-nightly-1a2b3c.log");
        }
        try (var files = Files.list(place)) {
            assertThat(files.filter(file -> file.toString().contains("not-nightly-")))
                    .hasSize(10);
        }
    }

    @Test
    void a_log_without_end_keeps_its_beginning_and_its_end() {
        String log = "first\n" + "x".repeat(400_000) + "\nlast";

        assertThat(HostRuns.shortened(log))
                .startsWith("first\n")
                .endsWith("\nlast")
                .hasSizeLessThan(300_000);
        assertThat(HostRuns.shortened("short")).isEqualTo("short");
    }

    private HostRuns runs() {
        return new HostRuns(new LocalHost(home), StateDirectory.of(home.toString(), "shop"));
    }

    private static RunRecord named(String id) {
        return RunRecord.parse(HttpMessengerTest.record(0).toJson().replace("20261121T020004Z-nightly", id))
                .orElseThrow();
    }
}
