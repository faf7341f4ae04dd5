package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.AuditEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTextTest {

    private static final List<AuditEntry> ENTRIES = List.of(
            new AuditEntry(
                    1,
                    "2026-11-21T10:31:07Z",
                    "bob@desk",
                    "rollback",
                    8,
                    "20261121T103107Z-8-rollback",
                    "rolledBack",
                    61_000,
                    "worker did not start"),
            new AuditEntry(1, "2026-11-21T09:12:00Z", "ada@laptop", "unlock", 0, "", "done", 0, "nobody held it"));

    @Test
    void theTableSaysWhoWhenWhatAndWhatCameOfIt() {
        assertThat(AuditText.table(ENTRIES, "shop on dev"))
                .containsExactly(
                        "WHEN (UTC)           WHO         VERB      NUMBER  OUTCOME      TOOK    RELEASE                      WHAT",
                        "2026-11-21 10:31:07  bob@desk    rollback  8       rolled back  1m 01s  20261121T103107Z-8-rollback  worker did not start",
                        "2026-11-21 09:12:00  ada@laptop  unlock    -       done         -       -                            nobody held it");
    }

    @Test
    void anEmptyAuditSaysSo() {
        assertThat(AuditText.table(List.of(), "shop on dev")).containsExactly("Nobody has changed shop on dev yet.");
    }

    @Test
    void programsGetAnObjectForEach() {
        assertThat(AuditText.json(ENTRIES).get(0))
                .isEqualTo("{\"schema\":1,\"at\":\"2026-11-21T10:31:07Z\",\"who\":\"bob@desk\",\"verb\":\"rollback\","
                        + "\"number\":8,\"release\":\"20261121T103107Z-8-rollback\",\"outcome\":\"rolledBack\","
                        + "\"tookMs\":61000,\"what\":\"worker did not start\"}");
    }
}
