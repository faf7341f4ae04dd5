package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.backup.RestorePlan.There;
import io.deploytodev.failure.DeployFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestorePlanTest {

    private static final Set<String> DIRECTORIES = Set.of("uploads", "/srv/s");

    private static final There BARE = new There("shop", "/home/x/source", List.of(), Map.of(), Map.of(), DIRECTORIES);

    private static final There DEPLOYED = new There(
            "shop",
            "/home/x/source",
            List.of(
                    Samples.running("neo4j", Map.of("/data", "shop_graph")),
                    Samples.running("postgres", Map.of("/var/lib/postgresql/data", "shop_pgdata"))),
            Map.of("shop_graph", "graph", "shop_pgdata", "pgdata"),
            Map.of(),
            DIRECTORIES);

    @Test
    void onABareHostVolumesGetTheNamesThatComposeWillGiveThem() {
        RestorePlan plan =
                RestorePlan.of(Samples.manifest(Samples.DATABASE, Samples.ROLES, Samples.GRAPH, Samples.UPLOADS), BARE);
        assertThat(plan.fills())
                .extracting(RestoreCommands.Target::place)
                .containsExactly("shop_graph", "/home/x/source/uploads");
        assertThat(plan.loads()).singleElement().satisfies(load -> {
            assertThat(load.container()).isEmpty();
            assertThat(load.volume()).isEqualTo("shop_pgdata");
            assertThat(load.members()).containsExactly(Samples.ROLES, Samples.DATABASE);
        });
    }

    @Test
    void whereTheProjectRunsItsOwnServerAndVolumesAreTaken() {
        RestorePlan plan = RestorePlan.of(Samples.manifest(Samples.ROLES, Samples.DATABASE, Samples.GRAPH), DEPLOYED);
        assertThat(plan.loads())
                .singleElement()
                .extracting(RestorePlan.Load::container)
                .isEqualTo("postgres-id");
        assertThat(plan.fills()).singleElement().satisfies(target -> {
            assertThat(target.place()).isEqualTo("shop_graph");
            assertThat(target.emptiedBy()).isEqualTo("sha256:neo4j");
        });
        assertThat(plan.services()).containsExactly("neo4j", "postgres");
    }

    @Test
    void underAnotherNameTheVolumesAreOthers() {
        There beside = new There("try", "/home/x/try", List.of(), Map.of(), Map.of(), DIRECTORIES);
        RestorePlan plan = RestorePlan.of(Samples.manifest(Samples.ROLES, Samples.DATABASE, Samples.GRAPH), beside);
        assertThat(plan.fills())
                .singleElement()
                .extracting(RestoreCommands.Target::place)
                .isEqualTo("try_graph");
        assertThat(plan.loads())
                .singleElement()
                .extracting(RestorePlan.Load::volume)
                .isEqualTo("try_pgdata");
    }

    @Test
    void whatWouldBeThatOfTheOtherProjectIsLeftOut() {
        There beside = new There("try", "/home/x/try", List.of(), Map.of(), Map.of(), DIRECTORIES);
        Member shared = Samples.member("volumes/s.tar", Member.Kind.VOLUME, "s", "company-share", "web");
        Member fixed = Samples.member("directories/s.tar", Member.Kind.DIRECTORY, "/srv/s", "/srv/s", "web");
        RestorePlan plan = RestorePlan.of(Samples.manifest(shared, fixed), beside);
        assertThat(plan.fills()).isEmpty();
        assertThat(plan.notices()).hasSize(2).allMatch(notice -> notice.contains("left out"));
        assertThat(RestorePlan.of(Samples.manifest(shared, fixed), BARE).fills())
                .extracting(RestoreCommands.Target::place)
                .containsExactly("company-share", "/srv/s");
    }

    @Test
    void aVolumeThatTheComposeFilesNameThemselvesIsFoundByThat() {
        There there = new There("try", "/t", List.of(), Map.of(), Map.of("graph", "own-graph"), DIRECTORIES);
        assertThat(RestorePlan.of(Samples.manifest(Samples.GRAPH), there).fills())
                .singleElement()
                .extracting(RestoreCommands.Target::place)
                .isEqualTo("own-graph");
    }

    @Test
    void aDumpWhoseServerHadNoVolumeNeedsADeployFirst() {
        Manifest manifest = Samples.manifest(Samples.ROLES, Samples.DATABASE);
        Server homeless = new Server("postgres", "postgres:15", "x", "15", "app", "", "", "/data", "");
        Manifest other = new Manifest(
                1, manifest.id(), "shop", "", "", "", "", "", "zstd", manifest.members(), List.of(homeless));
        assertThatThrownBy(() -> RestorePlan.of(other, BARE))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.next())
                        .contains("deploy-to-dev deploy"));
    }

    @Test
    void filesOfAPostgresNeedTheVersionThatWroteThem() {
        Member files = Samples.member("volumes/pgdata.tar", Member.Kind.VOLUME, "pgdata", "shop_pgdata", "postgres");
        Manifest manifest = Samples.manifest(files, Samples.GRAPH);
        assertThat(RestorePlan.of(manifest, DEPLOYED).filesOfPostgres(manifest)).isEqualTo(Map.of("postgres", "15"));
        Manifest dumped = Samples.manifest(Samples.ROLES, Samples.DATABASE, Samples.GRAPH);
        assertThat(RestorePlan.of(dumped, DEPLOYED).filesOfPostgres(dumped)).isEmpty();
    }

    @Test
    void anArchiveDoesNotDecideWhereOnTheHostItIsWrittenTo() {
        Member foreign = Samples.member("directories/e.tar", Member.Kind.DIRECTORY, "/etc", "/etc", "web");
        Member out = Samples.member("directories/o.tar", Member.Kind.DIRECTORY, "../../x", "/x", "web");
        RestorePlan plan = RestorePlan.of(Samples.manifest(foreign, out), BARE);
        assertThat(plan.fills()).isEmpty();
        assertThat(plan.notices()).hasSize(2).allMatch(notice -> notice.contains("backup.directories"));
        refused(Samples.manifest(Samples.member("volumes/e.tar", Member.Kind.VOLUME, "e", "/etc", "web")));
        refused(Samples.manifest(Samples.member("volumes/e.tar", Member.Kind.VOLUME, "e", "x,source=/etc", "web")));
        refused(Samples.manifest(Samples.member("volumes/e.tar", Member.Kind.VOLUME, "../e", "shop_e", "web")));
        refused(ranBy("../pgdata", "/data", "/data"));
        refused(ranBy("pgdata", "/data,source=/etc", "/data"));
        refused(ranBy("pgdata", "data", "/data"));
        refused(ranBy("pgdata", "/data", "/data\n"));
        assertThat(Manifest.parse(ranBy("pgdata", "/var/lib/pg data", "").json()))
                .isPresent();
    }

    private static void refused(Manifest manifest) {
        assertThat(Manifest.ifReadable(manifest.json())).isEmpty();
        assertThatThrownBy(() -> Manifest.parse(manifest.json()))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("a place that no backup has");
    }

    private static Manifest ranBy(String volume, String destination, String data) {
        Manifest usual = Samples.manifest();
        Server server = new Server("postgres", "postgres:15", "x", "15", "app", volume, destination, data, "");
        return new Manifest(1, usual.id(), "shop", "", "", "", "", "", "zstd", List.of(Samples.GRAPH), List.of(server));
    }

    @Test
    void whoEmptiesAVolumeHasAShell() {
        RestorePlan plan = RestorePlan.of(Samples.manifest(Samples.GRAPH), DEPLOYED);
        assertThat(plan.withShells(DEPLOYED.containers(), image -> true).fills())
                .extracting(RestoreCommands.Target::emptiedBy)
                .containsExactly("sha256:neo4j");
        assertThat(plan.withShells(DEPLOYED.containers(), "sha256:postgres"::equals)
                        .fills())
                .extracting(RestoreCommands.Target::emptiedBy)
                .containsExactly("sha256:postgres");
        assertThatThrownBy(() -> plan.withShells(DEPLOYED.containers(), image -> false))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.next())
                        .contains("Nothing was touched"));
        RestorePlan bare = RestorePlan.of(Samples.manifest(Samples.GRAPH), BARE);
        assertThat(bare.withShells(List.of(), image -> false)).isEqualTo(bare);
    }

    @Test
    void aPostgresOfAnotherVersionReadsNoFilesAndAnOlderOneNoDump() {
        assertThat(PostgresVersions.ofFiles("pg", "15", "15")).isEmpty();
        assertThat(PostgresVersions.ofFiles("pg", "16", "15")).hasValueSatisfying(failure -> {
            assertThat(failure.what()).isEqualTo("pg runs Postgres 16, and the archive is of Postgres 15.");
            assertThat(failure.next()).contains("Nothing was touched");
        });
        assertThat(PostgresVersions.ofDump("pg", "16", "15")).isEmpty();
        assertThat(PostgresVersions.ofDump("pg", "9", "15")).isPresent();
        assertThat(PostgresVersions.ofDump("pg", "15", "")).isEmpty();
    }
}
