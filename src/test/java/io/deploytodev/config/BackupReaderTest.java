package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.BackupSettings.Destination;
import io.deploytodev.config.BackupSettings.How;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupReaderTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void withoutAWordAboutItABackupStaysOnTheHostAndSevenAreKept() throws IOException {
        BackupSettings usual = files.load(ConfigFiles.MINIMAL).backup();
        assertThat(usual).isEqualTo(BackupSettings.USUAL);
        assertThat(usual.destination()).isEqualTo(new Destination.OnHost(Optional.empty()));
        assertThat(usual.keep()).isEqualTo(new BackupSettings.Keep(7, OptionalInt.empty()));
        assertThat(files.load(ConfigFiles.MINIMAL + "backup: {to: host, directory: /srv/b}\n")
                        .backup()
                        .destination())
                .isEqualTo(new Destination.OnHost(Optional.of("/srv/b")));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        BackupSettings read = files.load(ConfigFiles.MINIMAL + """
                        backup:
                          to: workstation
                          directory: archives
                          directories: [uploads, /srv/x]
                          exclude_volumes: [cache]
                          services: {db: stop, web: live, worker: skip, pg: dump}
                          keep: {count: 3, days: 10}
                        """).backup();
        assertThat(read.destination()).isInstanceOfSatisfying(Destination.OnWorkstation.class, here -> assertThat(
                        here.directory().toString())
                .startsWith("/")
                .endsWith("/archives"));
        assertThat(read.directories()).containsExactly("uploads", "/srv/x");
        assertThat(read.excluded()).isEqualTo(Set.of("cache"));
        assertThat(read.how()).isEqualTo(Map.of("db", How.STOP, "web", How.LIVE, "worker", How.SKIP, "pg", How.DUMP));
        assertThat(read.keep()).isEqualTo(new BackupSettings.Keep(3, OptionalInt.of(10)));
    }

    @Test
    void aDirectoryThatLeavesTheTreeIsRefused() throws IOException {
        assertThat(List.copyOf(files.problems(ConfigFiles.MINIMAL + "backup: {directories: [../x]}\n")))
                .singleElement()
                .asString()
                .contains("backup.directories must be absolute, or below the tree on the host, not ../x");
    }
}
