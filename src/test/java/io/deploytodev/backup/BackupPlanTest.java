package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.deploytodev.backup.BackupFacts.Directory;
import io.deploytodev.backup.Member.Kind;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupPlanTest {

    private static final ContainerState POSTGRES =
            Samples.running("postgres", Map.of("/var/lib/postgresql/data", "shop_pgdata"));
    private static final ContainerState NEO4J =
            Samples.running("neo4j", Map.of("/data", "shop_graph", "/logs", "shop_logs"));
    private static final Map<String, String> KEYS =
            Map.of("shop_pgdata", "pgdata", "shop_graph", "graph", "shop_logs", "logs");

    private static BackupFacts facts(List<Directory> directories, ContainerState... containers) {
        return new BackupFacts(
                List.of(containers), KEYS, Set.of("postgres"), Map.of("postgres", Samples.POSTGRES), directories);
    }

    @Test
    void aPostgresThatServesIsDumpedAndItsVolumeIsNotCopied() {
        BackupPlan plan = BackupPlan.of(facts(List.of(), POSTGRES, NEO4J), Map.of(), Set.of());
        assertThat(plan.dumps()).singleElement().satisfies(dump -> assertThat(dump.sources())
                .extracting(Source::kind, Source::place)
                .containsExactly(
                        tuple(Kind.ROLES, ""), tuple(Kind.DATABASE, "postgres"), tuple(Kind.DATABASE, "shop")));
        assertThat(plan.groups()).singleElement().satisfies(group -> {
            assertThat(group.containers()).containsExactly("neo4j-id");
            assertThat(group.sources()).extracting(Source::name).containsExactly("graph", "logs");
            assertThat(group.sources()).extracting(Source::how).containsOnly("stop");
        });
    }

    @Test
    void whoSharesAVolumeIsStoppedTogetherAndOthersApart() {
        ContainerState web = Samples.running("web", Map.of("/up", "shop_up"));
        ContainerState worker = Samples.running("worker", Map.of("/up", "shop_up", "/tmp/w", "shop_w"));
        BackupFacts facts = new BackupFacts(
                List.of(web, worker, NEO4J),
                Map.of("shop_up", "up", "shop_w", "w", "shop_graph", "graph", "shop_logs", "logs"),
                Set.of(),
                Map.of(),
                List.of());
        assertThat(BackupPlan.of(facts, Map.of(), Set.of()).groups())
                .extracting(BackupPlan.Group::services)
                .containsExactly(List.of("neo4j"), List.of("web", "worker"));
    }

    @Test
    void whatIsLiveStopsNobodyUnlessAnotherUserOfTheVolumeIsToBeStopped() {
        BackupFacts facts = facts(List.of(), NEO4J);
        BackupPlan live = BackupPlan.of(facts, Map.of("neo4j", How.LIVE), Set.of());
        assertThat(live.groups()).singleElement().satisfies(group -> {
            assertThat(group.containers()).isEmpty();
            assertThat(group.sources()).extracting(Source::how).contains("live");
        });
        ContainerState reader = Samples.running("reader", Map.of("/data", "shop_graph"));
        BackupPlan shared = BackupPlan.of(facts(List.of(), NEO4J, reader), Map.of("neo4j", How.LIVE), Set.of());
        assertThat(shared.groups())
                .anySatisfy(group -> assertThat(group.services()).containsExactly("neo4j", "reader"));
    }

    @Test
    void whatIsExcludedOrSkippedIsNotTaken() {
        BackupPlan plan =
                BackupPlan.of(facts(List.of(), POSTGRES, NEO4J), Map.of("postgres", How.SKIP), Set.of("logs"));
        assertThat(plan.sources()).extracting(Source::name).containsExactly("graph");
        assertThat(BackupPlan.of(
                                facts(List.of(), POSTGRES, NEO4J),
                                Map.of("postgres", How.SKIP, "neo4j", How.SKIP),
                                Set.of())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aPostgresThatDoesNotRunIsCopiedAsItLies() {
        ContainerState ended =
                Samples.container("postgres", Status.EXITED, Map.of("/var/lib/postgresql/data", "shop_pgdata"));
        BackupFacts facts = new BackupFacts(List.of(ended), KEYS, Set.of("postgres"), Map.of(), List.of());
        BackupPlan plan = BackupPlan.of(facts, Map.of(), Set.of("graph", "logs"));
        assertThat(plan.dumps()).isEmpty();
        assertThat(plan.groups()).singleElement().satisfies(group -> {
            assertThat(group.containers()).isEmpty();
            assertThat(group.sources()).extracting(Source::name).containsExactly("pgdata");
        });
    }

    @Test
    void volumesOfAProjectThatIsDownAreTakenToo() {
        BackupFacts facts = new BackupFacts(List.of(), KEYS, Set.of(), Map.of(), List.of());
        assertThat(BackupPlan.of(facts, Map.of(), Set.of()).sources())
                .extracting(Source::place)
                .containsExactly("shop_graph", "shop_logs", "shop_pgdata");
    }

    @Test
    void aVolumeWithoutANameIsLeftOutAndThatIsSaid() {
        ContainerState cache = Samples.running("cache", Map.of("/data", "a".repeat(64)));
        BackupPlan plan = BackupPlan.of(
                new BackupFacts(List.of(cache), Map.of(), Set.of(), Map.of(), List.of()), Map.of(), Set.of());
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notices()).singleElement().asString().contains("cache", "has no name");
    }

    @Test
    void whoMountsADirectoryIsStoppedForIt() {
        ContainerState web = Samples.running("web", Map.of());
        BackupPlan plan = BackupPlan.of(
                new BackupFacts(
                        List.of(web),
                        Map.of(),
                        Set.of(),
                        Map.of(),
                        List.of(new Directory("uploads", "/src/uploads", Set.of("web")))),
                Map.of(),
                Set.of());
        assertThat(plan.groups()).singleElement().satisfies(group -> {
            assertThat(group.containers()).containsExactly("web-id");
            assertThat(group.sources()).singleElement().extracting(Source::file).isEqualTo("directories/uploads.tar");
        });
    }

    @Test
    void aDumpOfWhatNobodyKnowsHowToDumpIsAMistakeOfTheConfiguration() {
        assertThatThrownBy(() -> BackupPlan.of(facts(List.of(), NEO4J), Map.of("neo4j", How.DUMP), Set.of()))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
                    assertThat(failure.what()).contains("neo4j");
                });
    }

    @Test
    void namesOfMembersNeedNoQuotesAndFitIntoOneHeader() {
        Source odd = Source.of(Kind.DATABASE, "My \"shop\"; rm -rf", "x", List.of("pg"), "dump", 4);
        assertThat(odd.file())
                .matches("[A-Za-z0-9_./-]+")
                .isNotEqualTo(Source.of(Kind.DATABASE, "My 'shop'; rm -rf", "x", List.of("pg"), "dump", 5)
                        .file());
        Source parent = Source.of(Kind.DIRECTORY, "../../etc/x", "/etc/x", List.of(), "stop", 1);
        assertThat(parent.file()).doesNotContain("..");
        Source longest = Source.of(Kind.DATABASE, "d".repeat(200), "x", List.of("s".repeat(200)), "dump", 99);
        assertThat(longest.file().length()).isLessThan(95);
    }

    @Test
    void onlyAPostgresThatIsToBeDumpedIsAskedForItsDatabases() {
        assertThat(BackupPlan.isDumped("db", Map.of())).isTrue();
        assertThat(BackupPlan.isDumped("db", Map.of("db", How.DUMP))).isTrue();
        assertThat(BackupPlan.isDumped("db", Map.of("db", How.STOP))).isFalse();
        assertThat(BackupPlan.isDumped("db", Map.of("db", How.SKIP, "other", How.DUMP)))
                .isFalse();
    }
}
