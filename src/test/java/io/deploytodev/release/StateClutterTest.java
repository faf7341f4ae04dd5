package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import io.deploytodev.release.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts on a real file system, by real shells. */
class StateClutterTest {

    private static final String OLD = "20260101T000000Z-1-abc1234";
    private static final String NEW = "20260102T000000Z-7-abc1234";
    private static final String DEAD = "20260102T000000Z-6-abc1234-dirty";
    private static final Retention RETENTION =
            new Retention(List.of(release(NEW, "n3w")), List.of(release(OLD, "0ld")));

    @TempDir
    private Path home;

    private LocalHost host;
    private StateDirectory directory;
    private Path state;

    @BeforeEach
    void aStateWithARunningReleaseAndAnOldOne() throws IOException {
        host = new LocalHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
        state = Path.of(directory.path());
        file("releases/" + OLD + "/release.json");
        file("releases/" + NEW + "/release.json");
        file("trees/0ld/files/a");
        file("trees/n3w/files/a");
        file("lock.number", "7");
    }

    @Test
    void oldReleasesAndTreesGoAndWhatIsKeptStays() throws IOException {
        file("source/kept.new");
        file("audit.jsonl");
        assertThat(found()).containsExactlyInAnyOrder("release releases/" + OLD, "tree trees/0ld");
        remove();
        assertThat(found()).isEmpty();
        assertThat(state.resolve("releases/" + OLD)).doesNotExist();
        assertThat(state.resolve("trees/0ld")).doesNotExist();
        assertThat(state.resolve("releases/" + NEW + "/release.json")).exists();
        assertThat(state.resolve("trees/n3w/files/a")).exists();
        assertThat(state.resolve("source/kept.new")).exists();
        assertThat(state.resolve("audit.jsonl")).exists();
    }

    @Test
    void whatKilledClientsLeftGoesAndWhatThisDeployIsAboutToRecordStays() throws IOException {
        file("releases/" + DEAD + "/build.json");
        file("releases/20260103T000000Z-8-abc1234/model.json");
        file("releases/" + NEW + "/env.new");
        file("current.new");
        file("tree.before.new");
        file("trees/.new/files/a");
        file("jobs/6-build-1/exit");
        file("jobs/6-up-2/running");
        file("jobs/8-build-1/exit");
        remove(8);
        assertThat(state.resolve("releases/" + DEAD)).doesNotExist();
        assertThat(state.resolve("releases/" + NEW + "/env.new")).doesNotExist();
        assertThat(state.resolve("current.new")).doesNotExist();
        assertThat(state.resolve("trees/.new")).doesNotExist();
        assertThat(state.resolve("jobs/6-build-1")).doesNotExist();
        assertThat(state.resolve("jobs/6-up-2/running")).exists();
        assertThat(state.resolve("jobs/8-build-1")).exists();
        assertThat(state.resolve("releases/20260103T000000Z-8-abc1234/model.json"))
                .exists();
        assertThat(state.resolve("tree.before.new")).exists();
    }

    @Test
    void whileSomebodyDeploysNothingOfThatIsTakenForClutter() throws IOException {
        file("lock.holder");
        file("releases/20260103T000000Z-7/model.json");
        file("current.new");
        file("jobs/7-build-1/exit");
        assertThat(found()).containsExactlyInAnyOrder("release releases/" + OLD, "tree trees/0ld");
        Files.delete(state.resolve("lock.holder"));
        assertThat(found())
                .contains("leftover releases/20260103T000000Z-7", "leftover current.new", "job jobs/7-build-1");
    }

    @Test
    void whatATreeSharesWithOneThatIsKeptIsNotCounted() throws IOException {
        Path shared = state.resolve("trees/n3w/files/large");
        Files.write(shared, new byte[4 * 1024 * 1024]);
        Files.createLink(state.resolve("trees/0ld/files/large"), shared);
        Files.write(state.resolve("trees/0ld/files/own"), new byte[1024 * 1024]);
        Finding tree = host.run(StateClutter.look(directory, RETENTION, true)).stream()
                .filter(found -> found.kind() == Kind.TREE)
                .findFirst()
                .orElseThrow();
        assertThat(tree.bytes()).isBetween(1024L * 1024, 2L * 1024 * 1024);
    }

    @Test
    void anEnvironmentThatIsBroughtNoMoreGoesWithTheLinksToItAndNoOther() throws IOException {
        file("env", "SECRET=x");
        file("releases/" + NEW + "/env", "SECRET=x");
        Files.createDirectories(state.resolve("source/docker"));
        Path link = Files.createSymbolicLink(state.resolve("source/docker/.env.dev"), state.resolve("env"));
        Path own = Files.createSymbolicLink(state.resolve("source/.env"), home.resolve("elsewhere"));
        remove();
        assertThat(state.resolve("env")).exists();
        assertThat(link).isSymbolicLink();
        host.run(StateClutter.remove(directory, 8, RETENTION, false));
        assertThat(state.resolve("env")).doesNotExist();
        assertThat(link).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(own).isSymbolicLink();
        assertThat(state.resolve("releases/" + NEW + "/env")).exists();
    }

    @Test
    void beforeTheFirstDeployThereIsNothing() throws IOException {
        StateDirectory none = StateDirectory.of(home.toString(), "none");
        assertThat(host.run(StateClutter.look(none, RETENTION, false))).isEmpty();
        host.run(StateClutter.remove(none, 1, RETENTION, false));
        assertThat(Path.of(none.path())).doesNotExist();
    }

    @Test
    void whatWasBuiltIsRemembered() {
        host.run(StateClutter.built(directory, "sha256:1"));
        host.run(StateClutter.built(directory, "sha256:2"));
        assertThat(host.run(StateClutter.readBuilt(directory))).containsExactly("sha256:1", "sha256:2");
        assertThat(host.run(StateClutter.readBuilt(StateDirectory.of(home.toString(), "none"))))
                .isEmpty();
    }

    private List<String> found() {
        return host.run(StateClutter.look(directory, RETENTION, true)).stream()
                .map(found -> found.kind().word() + " " + found.name())
                .toList();
    }

    private void remove() {
        remove(8);
    }

    private void remove(long number) {
        host.run(StateClutter.remove(directory, number, RETENTION, true));
    }

    private void file(String path) throws IOException {
        file(path, "");
    }

    private void file(String path, String text) throws IOException {
        Path file = state.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Release release(String id, String tree) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                id.substring(0, 16),
                "ada@laptop",
                "abc1234",
                "main",
                false,
                tree,
                Map.of(),
                Map.of(),
                Map.of(),
                Release.HEALTHY,
                Release.Run.UNKNOWN);
    }
}
