package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {

    /** Latin-1 for the bytes of "é" in UTF-8, and a byte that is no UTF-8 at all. */
    private static final List<String> NAMES = List.of(
            "plain",
            "with space",
            " leading",
            "trailing ",
            "per%cent",
            "%41",
            "plus+",
            "question?",
            "hash#",
            "semi;colon",
            "colon:",
            "back\\slash",
            "quote'\"",
            "new\nline",
            "-dash",
            "~",
            "...",
            "\u00c3\u00a9",
            "\u00ff\u00fe",
            "\u0001",
            "a".repeat(255));

    @TempDir
    Path root;

    @Test
    void any_name_is_found_again_where_it_was_written() throws Exception {
        for (String name : NAMES) {
            TreePath path = new TreePath("dir/" + name);
            Files.createDirectories(path.in(root).getParent());
            Files.writeString(path.in(root), name);
        }
        try (Stream<Path> files = Files.list(root.resolve("dir"))) {
            assertThat(files.map(file -> TreePath.between(root, file).name()))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
        }
        String listed = Trees.run(root, "find", "dir", "-mindepth", "1", "-printf", "%f\\0");
        assertThat(listed.split("\0")).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void a_path_is_found_under_a_root_with_an_odd_name_too() throws Exception {
        Path odd = new TreePath("o d%d \u00ff").in(root);
        Files.createDirectories(odd);
        TreePath path = new TreePath("in/\u00e9");

        Path file = path.in(odd);

        assertThat(TreePath.between(odd, file)).isEqualTo(path);
        assertThat(file.startsWith(odd)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/absolute", "a//b", "a/", "./a", "a/./b", "..", "a/../b", "nul\0"})
    void what_is_no_path_inside_a_tree_is_refused(String bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreePath(bytes));
    }

    @Test
    void dots_that_are_part_of_a_name_are_fine() {
        assertThat(new TreePath("..a/b../...").parents()).containsExactly(new TreePath("..a"), new TreePath("..a/b.."));
    }

    @Test
    void text_shows_as_text() {
        assertThat(TreePath.of("é/漢")).hasToString("é/漢");
    }

    @Test
    void under_and_within_are_opposites() {
        TreePath directory = TreePath.of("a/b");
        TreePath path = TreePath.of("c/d");

        assertThat(path.under(directory)).isEqualTo(TreePath.of("a/b/c/d"));
        assertThat(path.under(directory).within(directory)).isEqualTo(path);
    }
}
