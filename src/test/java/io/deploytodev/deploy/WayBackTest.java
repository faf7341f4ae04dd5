package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.Intent;
import io.deploytodev.release.IntentStore;
import io.deploytodev.release.ShellHost;
import io.deploytodev.release.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run remembers, and tells the host, of what it changes; on a real file system. */
class WayBackTest {

    private static final Instant FIRST = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-01-31T11:00:00Z");

    @TempDir
    private Path home;

    private ShellHost host;
    private IntentStore intents;

    @BeforeEach
    void emptyHost() {
        host = new ShellHost(home);
        intents = new IntentStore(host, StateDirectory.of(home.toString(), "shop"));
    }

    @AfterEach
    void endAll() {
        host.close();
    }

    @Test
    void theTreeIsAnotherOneSinceTheRunBegan() {
        WayBack way = begun("20260131T110000Z");
        assertThat(way.otherTreeSince()).isEmpty();
        way.reaches("room");
        assertThat(left().otherTreeSince()).isEmpty();
        way.touchesTree("sync");
        assertThat(way.otherTreeSince()).contains(SECOND);
        way.touches("services", List.of("api"));
        assertThat(left().otherTreeSince()).contains(SECOND);
        assertThat(left().services()).containsExactly("api");
    }

    @Test
    void afterARunThatWasCutOffItIsSinceThatOneBegan() {
        begun("20260131T100000Z").touchesTree("sync");
        WayBack next = begun("20260131T110000Z", left());
        assertThat(next.otherTreeSince()).contains(FIRST);
        next.touchesTree("sync");
        assertThat(left().since()).isEqualTo("20260131T110000Z");
        assertThat(left().otherTreeSince())
                .as("also for whoever finds that one cut off")
                .contains(FIRST);
    }

    @Test
    void aRunThatLeftTheTreeAloneSaysNothingOfIt() {
        begun("20260131T100000Z").touches("services", List.of("api"));
        assertThat(left().otherTreeSince()).isEmpty();
        assertThat(begun("20260131T110000Z", left()).otherTreeSince()).isEmpty();
    }

    private Intent left() {
        return intents.read().orElseThrow();
    }

    private WayBack begun(String since, Intent... left) {
        WayBack way = new WayBack(null, () -> "", null);
        for (Intent intent : left) {
            way.takesOver(intent);
        }
        way.begins(
                intents,
                new Intent(
                        1,
                        7,
                        "deploy",
                        "id",
                        "",
                        "",
                        "ada@laptop",
                        since,
                        "",
                        "",
                        false,
                        "begin",
                        false,
                        "",
                        List.of()));
        return way;
    }
}
