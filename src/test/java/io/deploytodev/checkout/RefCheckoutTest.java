package io.deploytodev.checkout;

import static io.deploytodev.checkout.GitRemote.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Refs of real repositories, fetched by the real git. */
@Timeout(120)
class RefCheckoutTest {

    @TempDir
    Path root;

    private GitRemote remote;
    private Checkouts checkouts;

    @BeforeEach
    void makeRemote() throws Exception {
        remote = new GitRemote(root);
        checkouts = new Checkouts(root, remote);
    }

    @Test
    void what_was_pushed_after_the_last_fetch_is_deployed_and_the_working_tree_stays_as_it_is() throws Exception {
        git(remote.clone, "stash", "list");
        GitRemote.write(remote.clone, "compose.yaml", "half written\n");
        GitRemote.write(remote.clone, "new", "not added\n");
        git(remote.clone, "add", "new");
        Map<String, String> before = everything(remote.clone);
        remote.write("app/main", "of last night\n");
        String commit = remote.push("second");

        try (RefCheckout checkout = checkouts.checkOut("origin/main")) {
            assertThat(checkout.tree().branch()).isEqualTo("main");
            assertThat(commit).startsWith(checkout.tree().commit());
            assertThat(checkout.tree().ref()).isEqualTo("origin/main");
            assertThat(Checkouts.files(checkout)).containsExactly("app/main", "compose.yaml");
            assertThat(checkout.tree().root().resolve("compose.yaml")).hasContent("services: {}");
        }

        assertThat(everything(remote.clone)).isEqualTo(before);
    }

    @Test
    void the_next_run_finds_what_the_last_one_fetched_and_nothing_else_that_lay_there() throws Exception {
        Path place;
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            place = checkout.tree().top();
            GitRemote.write(place, "made/by/a/hook", "");
            GitRemote.write(place, "compose.yaml", "changed\n");
            GitRemote.write(place, ".git/index.lock", "of a run that was killed");
        }
        GitRemote.git(remote.author, "rm", "--quiet", "compose.yaml");
        remote.write("docker-compose.yml", "services: {}\n");
        remote.push("renamed");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().top()).isEqualTo(place);
            assertThat(Checkouts.files(checkout)).containsExactly("docker-compose.yml");
        }
    }

    @Test
    void a_checkout_that_broke_is_made_anew() throws Exception {
        Path place;
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            place = checkout.tree().top();
        }
        Files.writeString(place.resolve(".git/HEAD"), "nonsense");
        remote.write("a", "");
        remote.push("more");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(Checkouts.files(checkout)).containsExactly("a", "compose.yaml");
        }

        try (Stream<Path> objects = Files.walk(place.resolve(".git/objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
                Files.writeString(object, "");
            }
        }
        remote.write("b", "");
        remote.push("still more");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(Checkouts.files(checkout)).containsExactly("a", "b", "compose.yaml");
        }
    }

    @Test
    void two_runs_at_once_get_a_checkout_each() throws Exception {
        git(remote.author, "branch", "other");
        git(remote.author, "push", "--quiet", "origin", "other");

        try (RefCheckout one = checkouts.checkOut("main");
                RefCheckout two = checkouts.checkOut("other")) {
            assertThat(two.tree().top()).isNotEqualTo(one.tree().top());
            assertThat(Checkouts.files(one)).isEqualTo(Checkouts.files(two));
        }
    }

    @Test
    void a_branch_that_was_pushed_by_force_is_what_it_is_now() throws Exception {
        remote.write("a", "");
        remote.push("one way");
        checkouts.checkOut("main").close();
        git(remote.author, "reset", "--quiet", "--hard", "HEAD~1");
        remote.write("b", "");
        remote.push("another way");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(Checkouts.files(checkout)).containsExactly("b", "compose.yaml");
        }
    }

    @Test
    void tags_and_commits_are_refs_too_and_have_no_branch() throws Exception {
        String commit = remote.push("tagged");
        git(remote.author, "tag", "-a", "-m", "a release", "v1.0");
        git(remote.author, "push", "--quiet", "origin", "v1.0");
        remote.write("later", "");
        remote.push("later");

        for (String ref : List.of("v1.0", "refs/tags/v1.0", "origin/v1.0", commit, commit.substring(0, 9))) {
            try (RefCheckout checkout = checkouts.checkOut(ref)) {
                assertThat(commit).as(ref).startsWith(checkout.tree().commit());
                assertThat(checkout.tree().branch()).as(ref).isEmpty();
                assertThat(Checkouts.files(checkout)).as(ref).containsExactly("compose.yaml");
            }
        }
    }

    @Test
    void a_ref_that_the_remote_does_not_have_is_told_with_those_that_it_has() throws Exception {
        git(remote.clone, "branch", "only-here");

        DeployFailure failure = checkouts.failure("only-here");

        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.what()).isEqualTo("There is no branch, tag or commit only-here at origin.");
        assertThat(failure.why()).isEqualTo("It has the branches main.");
        assertThat(checkouts.failure("0123456789abcdef0123456789abcdef01234567").kind())
                .isEqualTo(FailureKind.CONFIG);
    }

    @Test
    void a_name_that_is_a_branch_and_a_tag_is_refused_until_it_says_which() throws Exception {
        git(remote.author, "tag", "main");
        git(remote.author, "push", "--quiet", "origin", "refs/tags/main");

        assertThat(checkouts.failure("main").next())
                .isEqualTo("Say it: --ref refs/heads/main, or --ref refs/tags/main");
        try (RefCheckout checkout = checkouts.checkOut("refs/heads/main")) {
            assertThat(checkout.tree().branch()).isEqualTo("main");
        }
    }

    @Test
    void a_part_of_a_repository_is_found_where_it_lies_in_the_users_own() throws Exception {
        remote.write("shop/compose.yaml", "services: {}\n");
        remote.push("a project below");
        git(remote.clone, "pull", "--quiet");

        RefWish wish = checkouts.wish("main", Optional.empty(), remote.clone.resolve("shop"));
        try (RefCheckout checkout = RefCheckout.of(wish)) {
            assertThat(checkout.tree().root()).isEqualTo(checkout.tree().top().resolve("shop"));
        }
    }

    @Test
    void an_address_in_the_configuration_needs_no_clone() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));

        RefWish wish = checkouts.wish("origin/main", Optional.of("file://" + remote.bare), elsewhere);
        try (RefCheckout checkout = RefCheckout.of(wish)) {
            assertThat(Checkouts.files(checkout)).containsExactly("compose.yaml");
        }
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> RefCheckout.of(checkouts.wish("main", Optional.empty(), elsewhere)));
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
    }

    @Test
    void a_remote_that_is_not_there_is_told_without_the_password_of_its_address() throws Exception {
        git(remote.clone, "remote", "set-url", "origin", "https://ada:t0ps3cret@127.0.0.1:1/shop.git");

        DeployFailure failure = checkouts.failure("main");

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
        assertThat(failure.why()).isEqualTo("The remote cannot be reached, or the connection to it broke.");
        assertThat(failure.what() + failure.why() + failure.next() + failure.evidence())
                .doesNotContain("t0ps3cret");
        assertThat(failure.evidence()).isNotEmpty();
    }

    @Test
    void whoever_cannot_wait_is_told_that_git_was_not_done() {
        RefWish hasty = new RefWish(
                remote.clone, Optional.empty(), "main", root.resolve("cache"), "shop", Map.of(), Duration.ofNanos(1));

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> RefCheckout.of(hasty));

        assertThat(failure.why()).isEqualTo("git was not done within 0 s, and was ended.");
    }

    /** Files, index, HEAD, refs and objects. */
    private static Map<String, String> everything(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        directory.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return files;
    }
}
