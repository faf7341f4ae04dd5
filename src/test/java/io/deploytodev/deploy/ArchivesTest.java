package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.backup.Archive;
import io.deploytodev.config.BackupSettings;
import io.deploytodev.config.BackupSettings.Destination;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchivesTest {

    private static Archives here(String host) {
        Destination workstation = new Destination.OnWorkstation(Path.of("/b"));
        return new Archives(
                new BackupSettings(workstation, List.of(), Set.of(), Map.of(), BackupSettings.USUAL.keep()),
                "shop",
                host);
    }

    @Test
    void eachHostHasADirectoryOfItsOwnHere() {
        assertThat(here("dev").here()).contains(Path.of("/b/shop/dev"));
        assertThat(here("ada@10.0.0.5:2222").here()).contains(Path.of("/b/shop/ada_10.0.0.5_2222"));
        assertThat(here("..").here()).contains(Path.of("/b/shop/_"));
        assertThat(here("dev").onHost("/home/x")).isEqualTo("/home/x/deploy-to-dev-backups/shop");
    }

    @Test
    void theNewestOfBothPlacesIsMeantWhereNoneIsNamed() {
        List<Archive> both =
                Archive.newestFirst(Stream.of("20261119T080000Z-3", "20261121T080000Z-7", "20261120T080000Z-5")
                        .map(id -> new Archive(id, 1, Optional.empty(), Optional.empty()))
                        .toList());
        assertThat(Archives.find(both, Optional.empty(), "dev").id()).isEqualTo("20261121T080000Z-7");
        assertThat(Archives.find(both, Optional.of("20261119"), "dev").id()).isEqualTo("20261119T080000Z-3");
        assertThatThrownBy(() -> Archives.find(both, Optional.of("2026"), "dev"))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("more than one");
        assertThatThrownBy(() -> Archives.find(List.of(), Optional.empty(), "dev"))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("There is no backup");
    }
}
