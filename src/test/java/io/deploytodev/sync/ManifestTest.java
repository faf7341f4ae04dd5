package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static final List<TreeEntry> ENTRIES = List.of(
            new TreeEntry(TreePath.of("b"), TreeEntry.Type.FILE, 0644, 12, HASH),
            new TreeEntry(TreePath.of("a b/\n'"), TreeEntry.Type.FILE, 0755, 5_000_000_000L, HASH),
            new TreeEntry(
                    new TreePath("l\u00ff"), TreeEntry.Type.SYMLINK, TreeEntry.LINK_MODE, 0, "../\u00c3\u00a9 x"));

    @Test
    void it_reads_back_what_it_wrote() {
        Manifest manifest = new Manifest(ENTRIES);

        Manifest again = Manifest.parse(manifest.toBytes());

        assertThat(again.entries()).isEqualTo(manifest.entries());
        assertThat(again.digest()).isEqualTo(manifest.digest());
    }

    @Test
    void an_empty_one_reads_back_too() {
        assertThat(Manifest.parse(new Manifest(List.of()).toBytes()).entries()).isEmpty();
    }

    @Test
    void the_order_of_entries_does_not_matter() {
        List<TreeEntry> reversed = new java.util.ArrayList<>(ENTRIES);
        java.util.Collections.reverse(reversed);

        assertThat(new Manifest(reversed).digest()).isEqualTo(new Manifest(ENTRIES).digest());
    }

    @Test
    void everything_that_is_synced_changes_the_digest() {
        TreeEntry file = ENTRIES.get(0);
        String digest = new Manifest(List.of(file)).digest();

        assertThat(List.of(
                        new TreeEntry(TreePath.of("c"), TreeEntry.Type.FILE, 0644, 12, HASH),
                        new TreeEntry(file.path(), TreeEntry.Type.FILE, 0755, 12, HASH),
                        new TreeEntry(file.path(), TreeEntry.Type.FILE, 0644, 12, "f".repeat(64)),
                        new TreeEntry(file.path(), TreeEntry.Type.SYMLINK, 0644, 12, HASH)))
                .allSatisfy(other ->
                        assertThat(new Manifest(List.of(other)).digest()).isNotEqualTo(digest));
    }

    @Test
    void one_that_was_cut_off_anywhere_in_an_entry_is_refused() {
        byte[] bytes = new Manifest(List.of(ENTRIES.get(0))).toBytes();

        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Manifest.parse(cut));
        }
    }
}
