package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.Manifest;
import io.deploytodev.backup.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupTextTest {

    private static final Manifest MANIFEST = new Manifest(
            1,
            "20261121T080000Z-7",
            "shop",
            "20261120T080000Z-1",
            "2026-11-21T08:00:00Z",
            "ada@laptop",
            "dev",
            "26.1.5",
            "zstd",
            List.of(
                    new Member("r", Member.Kind.ROLES, "roles", "", List.of("pg"), "dump", 1, 1, "s", "-", Map.of()),
                    new Member(
                            "d", Member.Kind.DATABASE, "shop", "shop", List.of("pg"), "dump", 9, 1, "s", "-", Map.of()),
                    new Member(
                            "v", Member.Kind.VOLUME, "graph", "g", List.of("neo"), "stop", 8, 1, "s", "s", Map.of())),
            List.of());

    /** One on the host, one here, and one that cannot be read. */
    static final List<Archive> ARCHIVES = List.of(
            new Archive("20261121T080000Z-7", 345_678, Optional.empty(), Optional.of(MANIFEST)),
            new Archive(
                    "20261120T080000Z-6",
                    1,
                    Optional.of(Path.of("/b/shop/20261120T080000Z-6.tar")),
                    Optional.of(MANIFEST)),
            new Archive("20261119T080000Z-5", 2, Optional.empty(), Optional.empty()));

    @Test
    void eachIsALineWithWhatItHoldsAndWhereItLies() {
        assertThat(BackupText.table(ARCHIVES, "shop on dev", "/home/d/b/shop"))
                .containsExactly(
                        "Backups of shop on dev:",
                        "  20261121T080000Z-7  345.7 kB  host  ada@laptop  shop, graph",
                        "  20261120T080000Z-6  1 B       here  ada@laptop  shop, graph",
                        "  20261119T080000Z-5  2 B       host              what it holds cannot be read",
                        "They lie in /b/shop here and in /home/d/b/shop on the host.");
    }

    @Test
    void noneIsSaidWithTheWayToOne() {
        assertThat(BackupText.table(List.of(), "shop on dev", "/b"))
                .containsExactly("There is no backup of shop on dev; deploy-to-dev backup makes one.");
    }

    @Test
    void whereTheHostCannotBeAskedItIsSaidThatTheListIsOfThisMachine() {
        assertThat(BackupText.ofThisMachine(ARCHIVES.subList(1, 2), "shop on dev", "dev"))
                .contains("They lie in /b/shop here.")
                .endsWith("dev cannot be asked, so what lies there is not among them.");
    }

    @Test
    void programsGetAnObjectForEach() {
        assertThat(BackupText.json(ARCHIVES)).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0))
                    .contains("\"place\":\"host\"", "\"kind\":\"database\"", "\"bytes\":345678", "\"readable\":true");
            assertThat(lines.get(1))
                    .contains("\"place\":\"workstation\"", "\"file\":\"/b/shop/20261120T080000Z-6.tar\"");
            assertThat(lines.get(2)).contains("\"readable\":false", "\"parts\":[]");
        });
    }
}
