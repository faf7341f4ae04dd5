package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.git;
import static io.deploytodev.sync.Trees.link;
import static io.deploytodev.sync.Trees.path;
import static io.deploytodev.sync.Trees.remove;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SourceTreeTest {

    @TempDir
    Path root;

    @Test
    void without_a_repository_every_file_that_is_not_excluded_belongs_to_the_tree() throws Exception {
        write(root, "a", "");
        write(root, "b/c", "");
        write(root, "node_modules/x", "");
        link(root, "l", "a");

        assertThat(names(root)).containsExactly("a", "b/c", "l");
    }

    @Test
    void a_root_below_the_repository_is_all_that_counts() throws Exception {
        Trees.init(root);
        write(root, ".gitignore", "*.tmp\n");
        write(root, "outside", "");
        write(root, "services/api/main", "");
        write(root, "services/api/x.tmp", "");
        Trees.commitAll(root);

        SourceTree tree = new SourceTree(root.resolve("services/api"));

        assertThat(tree.scan().entries().keySet()).containsExactly(path("main"));
        assertThat(tree.ignored(List.of(path("y.tmp"), path("other")))).containsExactly(path("y.tmp"));
    }

    @Test
    void a_root_that_the_repository_ignores_is_a_tree_of_its_own() throws Exception {
        Trees.init(root);
        write(root, ".gitignore", "generated/\n");
        write(root, "generated/a/b", "");
        Path generated = root.resolve("generated");

        assertThat(names(generated)).containsExactly("a/b");
        assertThat(new SourceTree(generated).ignored(List.of(path("stray")))).isEmpty();
    }

    @Test
    void a_repository_without_a_commit_will_do() throws Exception {
        Trees.init(root);
        write(root, "a", "");

        assertThat(names(root)).containsExactly("a");
        assertThat(new SourceTree(root).gitState()).isEqualTo(new SourceTree.GitState("", "main", true));
    }

    @Test
    void a_clone_inside_the_tree_brings_what_it_would_track_itself() throws Exception {
        Trees.init(root);
        write(root, "a", "");
        write(root, "clone/b", "");
        write(root, "clone/.gitignore", "c\n");
        write(root, "clone/c", "");
        Trees.init(root.resolve("clone"));

        assertThat(names(root)).containsExactly("a", "clone/.gitignore", "clone/b");
    }

    @Test
    void a_clone_whose_name_is_not_text_is_asked_too() throws Exception {
        TreePath odd = new TreePath("clone \u00ff");
        Trees.init(root);
        write(root, new TreePath("b").under(odd), "");
        write(root, new TreePath(".gitignore").under(odd), "c\n");
        write(root, new TreePath("c").under(odd), "");
        Path link = Files.createSymbolicLink(root.resolve("way in"), odd.in(root));
        Trees.init(link);
        Files.delete(link);

        assertThat(new SourceTree(root).scan().entries().keySet())
                .containsExactly(new TreePath(".gitignore").under(odd), new TreePath("b").under(odd));
    }

    @Test
    void a_submodule_brings_its_files_and_an_empty_one_its_directory() throws Exception {
        Path library = root.resolve("library");
        Path project = root.resolve("project");
        Files.createDirectories(project);
        write(library, "lib", "");
        Trees.init(library);
        Trees.commitAll(library);
        Trees.init(project);
        git(project, "submodule", "--quiet", "add", "../library", "full");
        git(project, "submodule", "--quiet", "add", "../library", "empty");
        Trees.commitAll(project);
        git(project, "submodule", "--quiet", "deinit", "--force", "empty");

        assertThat(names(project)).containsExactly(".gitmodules", "empty", "full/lib");
        assertThat(new SourceTree(project).ignored(List.of(path("full/x"), path("empty/x"))))
                .isEmpty();
    }

    @Test
    void what_git_still_lists_behind_a_file_or_a_link_is_not_there() throws Exception {
        Trees.init(root);
        write(root, "becomes file/x", "");
        write(root, "becomes link/x", "");
        write(root, "target/x", "");
        write(root, "becomes directory", "");
        Trees.commitAll(root);
        remove(root, "becomes file");
        write(root, "becomes file", "");
        remove(root, "becomes link");
        link(root, "becomes link", "target");
        remove(root, "becomes directory");
        write(root, "becomes directory/.gitignore", "ignored\n");
        write(root, "becomes directory/ignored", "");

        assertThat(names(root))
                .containsExactly("becomes directory/.gitignore", "becomes file", "becomes link", "target/x");
    }

    @Test
    void a_file_in_the_middle_of_a_merge_is_there_once() throws Exception {
        Trees.init(root);
        write(root, "a", "base");
        Trees.commitAll(root);
        git(root, "checkout", "--quiet", "-b", "other");
        write(root, "a", "theirs");
        Trees.commitAll(root);
        git(root, "checkout", "--quiet", "main");
        write(root, "a", "ours");
        Trees.commitAll(root);
        Trees.run(root, "sh", "-c", "git merge other || test $? = 1");

        assertThat(names(root)).containsExactly("a");
    }

    @Test
    void a_repository_that_git_refuses_to_read_is_not_taken_for_none() throws Exception {
        Trees.init(root);
        write(root, "a", "");
        write(root, ".git/HEAD", "garbage");

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> new SourceTree(root).scan());

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(failure.what()).contains("git cannot list");
        assertThat(failure.why()).isNotBlank();
        assertThat(failure.next()).contains("git -C " + root);
    }

    @Test
    void what_git_cannot_tell_to_be_ignored_is_not_taken_for_gone() throws Exception {
        Trees.init(root);
        SourceTree tree = new SourceTree(root);
        write(root, ".git/config", "[broken");

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> tree.ignored(Set.of(path("data"))));

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
    }

    @Test
    void a_root_that_does_not_exist_is_named() {
        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> new SourceTree(root.resolve("missing")).scan());

        assertThat(failure.what()).contains(root.resolve("missing").toString());
    }

    @Test
    void sockets_and_pipes_are_left_out_without_waiting_for_a_writer() throws Exception {
        write(root, "a", "");
        Trees.run(root, "mkfifo", "pipe");

        assertThat(names(root)).containsExactly("a");
    }

    @Test
    void the_state_of_git_is_commit_branch_and_whether_something_differs() throws Exception {
        Trees.init(root);
        write(root, "a", "");
        Trees.commitAll(root);
        String commit = Trees.run(root, "git", "rev-parse", "--short", "HEAD").trim();

        assertThat(new SourceTree(root).gitState()).isEqualTo(new SourceTree.GitState(commit, "main", false));

        write(root, "b", "");
        git(root, "checkout", "--quiet", "--detach");
        assertThat(new SourceTree(root).gitState()).isEqualTo(new SourceTree.GitState(commit, "", true));
    }

    private static List<String> names(Path root) {
        return new SourceTree(root)
                .scan().entries().keySet().stream().map(TreePath::toString).toList();
    }
}
