package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.git;
import static io.deploytodev.sync.Trees.path;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories in every way that git lays them out, by git itself. */
@Timeout(30)
class SourceRepositoriesTest {

    @TempDir
    Path root;

    @Test
    void what_a_sparse_checkout_leaves_out_does_not_travel_and_goes_from_the_host() throws Exception {
        Sync sync = new Sync(root, new LocalHost(root));
        Trees.init(sync.source);
        write(sync.source, "app/main", "");
        write(sync.source, "docs/manual", "");
        Trees.commitAll(sync.source);
        sync.runExactly();
        assertThat(Trees.exists(sync.host, "docs/manual")).isTrue();

        git(sync.source, "sparse-checkout", "set", "app");

        sync.runExactly();
        assertThat(names(sync.source)).containsExactly("app/main");
        assertThat(Trees.exists(sync.host, "docs")).isFalse();
    }

    @Test
    void a_linked_worktree_is_a_tree_like_any_other() throws Exception {
        Path main = root.resolve("main");
        write(main, "a", "");
        Trees.init(main);
        Trees.commitAll(main);
        Path linked = root.resolve("linked");
        git(main, "worktree", "add", "--quiet", "-b", "other", linked.toString());
        write(linked, ".gitignore", "ignored\n");
        write(linked, "ignored", "");
        write(linked, "new", "");

        assertThat(names(linked)).containsExactly(".gitignore", "a", "new");
        assertThat(new SourceTree(linked).gitState().branch()).isEqualTo("other");
    }

    @Test
    void a_linked_worktree_inside_the_tree_answers_for_itself() throws Exception {
        write(root, "a", "");
        Trees.init(root);
        Trees.commitAll(root);
        git(root, "worktree", "add", "--quiet", "-b", "other", "inside");
        write(root, "inside/.gitignore", "ignored\n");
        write(root, "inside/ignored", "");

        assertThat(names(root)).containsExactly("a", "inside/.gitignore", "inside/a");
    }

    @Test
    void repositories_below_a_root_that_is_none_answer_for_themselves() throws Exception {
        for (String name : List.of("shop", "deep/er/billing")) {
            write(root, name + "/.gitignore", "target/\nkept/\n");
            write(root, name + "/main", "");
            write(root, name + "/target/x", "");
            write(root, name + "/kept/y", "");
            Trees.init(root.resolve(name));
        }
        write(root, "compose.yml", "");
        write(root, "target/z", "");
        write(root, ".deployignore", "!/shop/kept/\n");

        assertThat(names(root))
                .containsExactly(
                        ".deployignore",
                        "compose.yml",
                        "deep/er/billing/.gitignore",
                        "deep/er/billing/main",
                        "shop/.gitignore",
                        "shop/kept/y",
                        "shop/main",
                        "target/z");
        assertThat(new SourceTree(root).ignored(List.of(path("shop/target/new"), path("target/new"), path("shop/new"))))
                .containsExactly(path("shop/target/new"));
    }

    @Test
    void lines_of_the_tree_are_about_submodules_too() throws Exception {
        Path library = root.resolve("library");
        Path project = Files.createDirectories(root.resolve("project"));
        write(library, "lib", "");
        write(library, "docs/manual", "");
        Trees.init(library);
        Trees.commitAll(library);
        Trees.init(project);
        git(project, "submodule", "--quiet", "add", "../library", "module");
        write(project, ".deployignore", "docs/\n");

        assertThat(names(project)).containsExactly(".deployignore", ".gitmodules", "module/lib");
    }

    private static List<String> names(Path root) {
        return new SourceTree(root)
                .scan().entries().keySet().stream().map(TreePath::toString).toList();
    }
}
