package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLoadTest {

    @TempDir
    private Path directory;

    @Test
    void aRealMachineSaysAllOfItAndEachDiskOnce() {
        HostLoad load =
                new LocalHost(directory).run(HostLoad.ask(List.of(directory + "/not/there/yet", directory.toString())));
        assertThat(load.now())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(load.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(load.memory()).isGreaterThan(load.memoryAvailable());
        assertThat(load.memoryAvailable()).isPositive();
        assertThat(load.up()).isGreaterThan(Duration.ZERO);
        assertThat(load.disks()).singleElement().satisfies(disk -> assertThat(disk.bytes())
                .isGreaterThanOrEqualTo(disk.free()));
    }

    @Test
    void whatAHostDoesNotSayIsNothing() {
        HostLoad load = HostLoad.parse("now 1000\nload \nprocessors two\ndisk 10 5 /data disk\ndisk x y /\n");
        assertThat(load)
                .isEqualTo(new HostLoad(
                        Instant.ofEpochSecond(1000),
                        0,
                        0,
                        0,
                        0,
                        Duration.ZERO,
                        List.of(new HostLoad.Filled("/data disk", 10 * 1024, 5 * 1024))));
    }
}
