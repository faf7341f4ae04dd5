package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.checks.Room.Need;
import io.deploytodev.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {

    private static final long MB = 1_000_000;

    @Test
    void whatFitsIsNotMentioned() {
        Disk disk = new Disk("/dev/sda1", "/", 300 * MB, OptionalLong.of(1000));
        assertThat(new Room(List.of(state(disk, 100), engine(disk, 200))).shortages())
                .isEmpty();
    }

    @Test
    void whatLiesOnOneDiskIsAddedUp() {
        Disk disk = new Disk("/dev/sda1", "/", 250 * MB, OptionalLong.of(1000));
        assertThat(new Room(List.of(state(disk, 100), engine(disk, 200))).shortages())
                .containsExactly(
                        "250.0 MB are free under /state and /var/lib/docker (/dev/sda1, mounted at /), and 300.0 MB"
                                + " should be: 100.0 MB for the tree, 200.0 MB for images. 50.0 MB are missing.");
    }

    @Test
    void twoDisksAreTwoMatters() {
        Disk small = new Disk("/dev/sda1", "/", 99 * MB, OptionalLong.empty());
        Disk large = new Disk("/dev/sda1", "/var", 200 * MB, OptionalLong.empty());
        assertThat(new Room(List.of(state(small, 100), engine(large, 200))).shortages())
                .singleElement()
                .asString()
                .startsWith("99.0 MB are free under /state (/dev/sda1, mounted at /)");
    }

    @Test
    void filesCanRunOutBeforeTheBytesDo() {
        Disk disk = new Disk("tmpfs", "/x", 900 * MB, OptionalLong.of(29));
        assertThat(new Room(List.of(state(disk, 100))).shortages())
                .containsExactly(
                        "29 more files can be made under /state (tmpfs, mounted at /x), however small (df -i), and 30"
                                + " may be needed. 1 are missing.");
    }

    @Test
    void aRealDiskIsMeasuredAlsoWhereNothingLiesYet(@TempDir Path directory) throws Exception {
        List<Disk> disks = new LocalHost(directory)
                .run(Disk.of(List.of(directory.resolve("not/there yet").toString(), directory.toString(), "/proc")));
        assertThat(disks).hasSize(3);
        assertThat(disks.get(0).is(disks.get(1))).isTrue();
        assertThat(disks.get(1).is(disks.get(2))).isFalse();
        assertThat(disks.get(1).freeBytes())
                .isBetween(1L, Files.getFileStore(directory).getTotalSpace());
        assertThat(disks.get(2).mount()).isEqualTo("/proc");
        assertThat(disks.get(2).freeInodes()).isEmpty();
    }

    private static Need state(Disk disk, long megabytes) {
        return new Need("/state", disk, megabytes * MB, 30, "the tree");
    }

    private static Need engine(Disk disk, long megabytes) {
        return new Need("/var/lib/docker", disk, megabytes * MB, 50, "images");
    }
}
