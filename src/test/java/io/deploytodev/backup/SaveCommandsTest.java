package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.backup.Member.Kind;
import io.deploytodev.backup.SaveCommands.Writing;
import io.deploytodev.host.Command;
import io.deploytodev.host.WhenCut;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaveCommandsTest {

    private static final Writing WRITING = new Writing("/b/shop", "20261121T080000Z-7", "shop", "gzip");

    private static final int SCRIPT = 4;

    private static List<String> parameters(Command<?> command) {
        return command.argv().subList(SCRIPT, command.argv().size());
    }

    @Test
    void aCopySaysWhomToStopAndWhatGoesWhere() {
        Source graph = Source.of(Kind.VOLUME, "graph", "shop_graph", List.of("neo4j"), "stop", 0);
        Command<?> copy = SaveCommands.copy(WRITING, List.of("a", "b"), List.of(graph));
        assertThat(parameters(copy))
                .containsExactly(
                        "/b/shop",
                        "20261121T080000Z-7",
                        "gzip",
                        "deploy-to-dev-empty:shop",
                        "io.deploytodev.helper=shop",
                        "a b",
                        "volumes/graph.tar.gz",
                        "shop_graph");
        assertThat(copy.whenCut()).isInstanceOf(WhenCut.GoesOn.class);
    }

    @Test
    void aCopyStartsAgainWhatItStoppedHoweverItEnds() {
        String script =
                SaveCommands.copy(WRITING, List.of("a"), List.of()).argv().get(2);
        assertThat(script).containsSubsequence("trap again EXIT", "> \"$dir/.stopped\"", "docker stop --");
    }

    @Test
    void aDumpTakesTheRolesFirstAndIsToldNoPassword() {
        Source roles = Source.of(Kind.ROLES, "roles", "", List.of("pg"), "dump", 0);
        Source shop = Source.of(Kind.DATABASE, "shop", "shop", List.of("pg"), "dump", 1);
        Command<?> dump = SaveCommands.dump(WRITING, "id", List.of(roles, shop));
        assertThat(parameters(dump))
                .containsExactly(
                        "/b/shop",
                        "20261121T080000Z-7",
                        "gzip",
                        "deploy-to-dev-empty:shop",
                        "io.deploytodev.helper=shop",
                        "id",
                        ArchiveScripts.AS_SUPERUSER,
                        "databases/pg/roles.sql.gz",
                        "databases/pg/1-shop.sql.gz",
                        "shop");
        assertThat(dump.argv().get(2)).contains("pg_dumpall --globals-only", "pg_dump --create --clean --if-exists");
    }

    @Test
    void whatIsFilledIsToldItsPlaceItsKeyAndWhoEmptiesIt() {
        Command<?> fill = RestoreCommands.fill(
                WRITING,
                "/b/x.tar",
                List.of(new RestoreCommands.Target(Samples.GRAPH, "shop_graph", "graph", "sha256:n")));
        assertThat(parameters(fill).subList(5, 11))
                .containsExactly("/b/x.tar", "shop", "volumes/graph.tar.zst", "shop_graph", "graph", "sha256:n");
    }

    @Test
    void aServerThatIsMadeForDumpsIsNeverPulledAndItsPasswordIsNoArgument() {
        Server server = Samples.manifest().server("postgres").orElseThrow();
        Command<?> load = RestoreCommands.load(
                WRITING, "/b/x.tar", "", server, "shop_pgdata", List.of(Samples.ROLES, Samples.DATABASE));
        assertThat(load.argv().get(2)).contains("--pull never", "--env POSTGRES_PASSWORD --", "--network none");
        assertThat(parameters(load))
                .containsSubsequence("", "postgres:15", "shop_pgdata", "pgdata", "/var/lib/postgresql/data", "app")
                .endsWith("databases/postgres/roles.sql.zst", "databases/postgres/1-shop.sql.zst", "shop");
    }

    @Test
    void aHostWithoutAPackerWritesMembersAsTheyAre() {
        Source graph = Source.of(Kind.VOLUME, "graph", "g", List.of(), "stop", 0);
        assertThat(parameters(SaveCommands.copy(WRITING.packedBy("none"), List.of(), List.of(graph))))
                .contains("volumes/graph.tar");
        assertThat(parameters(SaveCommands.copy(WRITING.packedBy("zstd"), List.of(), List.of(graph))))
                .contains("volumes/graph.tar.zst");
    }
}
