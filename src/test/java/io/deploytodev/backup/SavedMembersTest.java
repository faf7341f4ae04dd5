package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedMembersTest {

    private static final String SUM = Samples.SUM;

    @Test
    void whatTheHostSaysBecomesMembers() {
        SavedMembers saved = SavedMembers.parse("""
                begin databases/pg/roles.sql.zst
                0+1 records in
                889 bytes copied, 0.18 s, 4.9 kB/s
                member 400 %1$s - databases/pg/roles.sql.zst
                begin volumes/graph.tar.zst
                1048576 bytes (1.0 MB, 1.0 MiB) copied, 1 s, 1.0 MB/s
                5242880 bytes (5.2 MB, 5.0 MiB) copied, 3 s, 1.7 MB/s
                member 77 %1$s %1$s volumes/graph.tar.zst
                """.formatted(SUM));
        assertThat(saved.members())
                .containsExactly(
                        new SavedMembers.Saved("databases/pg/roles.sql.zst", 889, 400, SUM, "-", Map.of()),
                        new SavedMembers.Saved("volumes/graph.tar.zst", 5_242_880, 77, SUM, SUM, Map.of()));
    }

    @Test
    void rowsAreThoseOfTheNextMember() {
        SavedMembers saved = SavedMembers.parse("rows\t3\tpublic.notes\nrows\t0\t\"Odd Name\".\"T b\"\nmember 1 " + SUM
                + " - databases/pg/1-shop.sql\nmember 1 " + SUM + " - databases/pg/2-x.sql\n");
        assertThat(saved.members().get(0).rows()).isEqualTo(Map.of("public.notes", 3L, "\"Odd Name\".\"T b\"", 0L));
        assertThat(saved.members().get(1).rows()).isEmpty();
    }

    @Test
    void whatWasRestoredIsComparedWithWhatWasTaken() {
        Member database = new Member(
                "databases/pg/1-shop.sql",
                Member.Kind.DATABASE,
                "shop",
                "shop",
                List.of("pg"),
                "dump",
                1,
                1,
                SUM,
                "-",
                Map.of("public.notes", 3L, "public.more", 1L));
        RestoredMembers good = RestoredMembers.parse("rows\t3\tpublic.notes\nrows\t9\tan.extension\n"
                + "restored - databases/pg/1-shop.sql\nrestored " + SUM + " volumes/graph.tar.zst\n");
        assertThat(good.differences(List.of(database, Samples.GRAPH))).isEmpty();

        RestoredMembers bad =
                RestoredMembers.parse("rows\t2\tpublic.notes\nrestored - databases/pg/1-shop.sql\nrestored "
                        + "f".repeat(64) + " volumes/graph.tar.zst\n");
        assertThat(bad.differences(List.of(database, Samples.GRAPH, Samples.UPLOADS)))
                .containsExactly(
                        "Table public.notes of the database shop has 2 rows, and had 3.",
                        "The content of the volume graph is not what was taken.",
                        "The directory uploads was not restored.");
    }

    @Test
    void rowsThatCouldNotBeCountedAreNoDifference() {
        Member database = new Member(
                "d.sql", Member.Kind.DATABASE, "d", "d", List.of("pg"), "dump", 1, 1, SUM, "-", Map.of("a.b", 1L));
        assertThat(RestoredMembers.parse("rows cannot be counted\nrestored - d.sql\n")
                        .differences(List.of(database)))
                .isEmpty();
    }
}
