package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.History;
import io.deploytodev.release.Release;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseTextTest {

    private static final Release FIRST = release(
            "20260101T000000Z-1-abc1234",
            "healthy",
            new Release.Run(
                    "deploy", "", 65_000, List.of("api: it is not there", "db: it is not there", "x: new"), ""));

    private static final Release BROKEN = release(
            "20260102T000000Z-2-abc1234",
            "rolledBack",
            new Release.Run("deploy", "", 9_300, List.of(), "api did not become ready."));

    private static final Release RETURN = release(
            "20260103T000000Z-3-rollback", "healthy", new Release.Run("rollback", FIRST.id(), 4_000, List.of(), ""));

    private final History history = new History(FIRST.id(), List.of(FIRST, BROKEN, RETURN));

    @Test
    void theListTellsWhatHappenedAndMarksWhatRuns() {
        assertThat(ReleaseText.table(history, "shop on dev"))
                .satisfiesExactly(
                        head -> assertThat(head).matches("  ID +WHEN \\(UTC\\) +WHO +COMMIT +OUTCOME +TOOK +WHAT"),
                        row -> assertThat(row)
                                .startsWith(
                                        "  " + RETURN.id() + "  2026-01-01 00:00:00  ada@laptop  abc1234 (dirty) main ")
                                .endsWith("healthy      4.0s    back to " + FIRST.id()),
                        row -> assertThat(row).endsWith("rolled back  9.3s    api did not become ready."),
                        row -> assertThat(row)
                                .startsWith("→ " + FIRST.id() + " ")
                                .endsWith(
                                        "healthy      1m 05s  api: it is not there; db: it is not there; and 1 more"));
    }

    @Test
    void beforeTheFirstDeployItSaysSo() {
        assertThat(ReleaseText.table(new History("", List.of()), "shop on dev"))
                .containsExactly("There is no release of shop on dev yet.");
    }

    @Test
    void oneIsToldInFullWithTheLongestStepFirst() {
        assertThat(ReleaseText.whole(history, FIRST))
                .startsWith(FIRST.id() + "  (runs now)")
                .contains("  api  shop:content-1", "  db: it is not there")
                .endsWith("  services        12.0s", "  sync            0.1s");
    }

    @Test
    void programsGetAnObjectForEach() {
        assertThat(ReleaseText.json(history, history.releases()))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("{\"schema\":1,\"id\":\"" + FIRST.id() + "\",\"running\":true,\"canReturnTo\":true,");
    }

    private static Release release(String id, String outcome, Release.Run run) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                "20260101T000000Z",
                "ada@laptop",
                "abc1234",
                "main",
                true,
                "tree",
                Map.of("api", "shop:content-1"),
                Map.of(),
                Map.of("sync", 120L, "services", 12_000L),
                outcome,
                run);
    }
}
