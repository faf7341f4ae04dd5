package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real shells and real trees: what a command sees in the scratch directory, and what is left afterwards. */
class StagedTreeTest {

    @TempDir
    private Path directory;

    private Path here;
    private Path state;
    private LocalHost host;

    @BeforeEach
    void trees() throws IOException {
        here = Files.createDirectories(directory.resolve("here"));
        state = directory.resolve("home of 'deploy'/state");
        host = new LocalHost(directory);
    }

    @Test
    void aCommandSeesNamedFilesAsTheyWillBeAndTheRestAsItIs() throws IOException {
        Trees.write(here, "compose.yml", "old");
        Trees.write(here, "infra/db.yml", "old");
        Trees.write(here, "infra/db.env", "same");
        Trees.write(here, "gone.yml", "old");
        Trees.write(here, "code.py", "old");
        sync();
        Trees.write(state.resolve("source"), ".env", "the host's own");
        Trees.write(here, "compose.yml", "new");
        Trees.write(here, "infra/db.yml", "new");
        Trees.write(here, "infra/more/new.yml", "added");
        Trees.write(here, "code.py", "new");
        Files.delete(here.resolve("gone.yml"));
        List<Path> before = hostFiles();
        StagedTree staged = staged(Optional.empty(), "compose.yml", "infra/db.yml", "infra/more/new.yml", "gone.yml");
        assertThat(read(staged, "compose.yml", "infra/db.yml", "infra/db.env", "infra/more/new.yml", ".env"))
                .containsExactly("new", "new", "same", "added", "the host's own");
        assertThat(read(staged, "code.py")).containsExactly("old");
        assertThat(read(staged, "gone.yml")).containsExactly("-");
        assertThat(hostFiles()).isEqualTo(before);
        assertThat(Trees.read(state.resolve("source"), "compose.yml")).isEqualTo("old");
    }

    @Test
    void aFileBehindALinkThatStaysIsTheNewOne() throws IOException {
        Trees.write(here, "real/dev.yml", "old");
        Trees.link(here, "compose.yml", "real/dev.yml");
        sync();
        Trees.write(here, "real/dev.yml", "new");
        assertThat(read(staged(Optional.empty(), "compose.yml", "real/dev.yml"), "compose.yml"))
                .containsExactly("new");
    }

    @Test
    void anEmptyFileStandsInForOneThatIsNotThereAndNeverForOneThatIs() throws IOException {
        Trees.write(here, "compose.yml", "same");
        Trees.write(here, "web/there", "same");
        sync();
        List<Path> before = hostFiles();
        String source = state.resolve("source").toString();
        StagedTree staged = staged(Optional.empty(), "compose.yml")
                .withEmpty(source + "/web/.env")
                .flatMap(one -> one.withEmpty(source + "/web/there"))
                .orElseThrow();
        assertThat(read(staged, "web/.env", "web/there", "compose.yml")).containsExactly("", "same", "same");
        assertThat(hostFiles()).isEqualTo(before);
        assertThat(staged.withEmpty(source + "/web/.env")).as("a second time").isEmpty();
        assertThat(staged.withEmpty("/etc/other.env")).as("not the tree's").isEmpty();
    }

    @Test
    void onAHostThatHasNothingYetNothingIsLeft() throws IOException {
        Trees.write(here, "compose.yml", "first");
        assertThat(read(staged(Optional.of("A=1"), "compose.yml"), "compose.yml", ".env"))
                .containsExactly("first", "A=1");
        assertThat(state.getParent()).doesNotExist();
    }

    @Test
    void theEnvironmentIsFoundUnderItsAliasUnlessTheHostHasItsOwn() throws IOException {
        Trees.write(here, "compose.yml", "first");
        sync();
        StagedTree staged = staged(Optional.of("TOKEN=new"), "compose.yml");
        assertThat(read(staged, ".env")).containsExactly("TOKEN=new");
        Files.writeString(state.resolve("env"), "TOKEN=old");
        Files.createSymbolicLink(state.resolve("source/.env"), state.resolve("env"));
        assertThat(read(staged, ".env")).containsExactly("TOKEN=new");
        Files.delete(state.resolve("source/.env"));
        Files.writeString(state.resolve("source/.env"), "TOKEN=own");
        assertThat(read(staged, ".env")).containsExactly("TOKEN=own");
    }

    @Test
    void whatACommandSaysOfTheScratchDirectoryIsSaidOfTheTree() throws IOException {
        Trees.write(here, "compose.yml", "first");
        sync();
        StagedTree staged = staged(Optional.empty(), "compose.yml");
        String file = staged.tree() + "/compose.yml";
        String real = state.resolve("source/compose.yml").toString();
        assertThat(staged.run(Command.of(List.of("echo", file))).text().strip()).isEqualTo(real);
        CommandFailed failed = catchThrowableOfType(
                CommandFailed.class,
                () -> staged.run(Command.of(List.of("sh", "-c", "echo bad: \"$1\" >&2; exit 14", "sh", file))));
        assertThat(failed.exitCode()).isEqualTo(14);
        assertThat(failed.stderr().strip()).isEqualTo("bad: " + real);
        assertThat(scratch()).isEmpty();
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        Trees.write(here, "compose.yml", "first");
        Trees.mode(here, "compose.yml", "rw-rw-rw-");
        StagedTree staged = staged(Optional.of("A=1"), "compose.yml").withModel("{}");
        String open = staged.run(Command.of(List.of(
                        "find",
                        staged.tree() + "/..",
                        staged.model(),
                        staged.environment(),
                        "-not",
                        "-type",
                        "l",
                        "-perm",
                        "/077")))
                .text();
        assertThat(open).isEmpty();
        assertThat(staged.run(Command.of(List.of("cat", staged.model()))).text())
                .isEqualTo("{}");
    }

    @Test
    void whatACrashLeftIsRemovedAndWhatSomebodyUsesIsNot() throws IOException, InterruptedException {
        Trees.write(here, "compose.yml", "first");
        Path left = Files.createDirectories(state.resolve("scratch.left/source"));
        Path used = Files.createDirectories(state.resolve("scratch.used"));
        Process user =
                new ProcessBuilder("sh", "-c", "exec 9< \"$1\"; flock 9; echo; read x", "sh", used.toString()).start();
        try {
            assertThat(user.getInputStream().read()).isEqualTo('\n');
            assertThat(read(staged(Optional.empty(), "compose.yml"), "compose.yml"))
                    .containsExactly("first");
            assertThat(left).doesNotExist();
            assertThat(used).isDirectory();
        } finally {
            user.destroyForcibly().waitFor();
        }
    }

    @Test
    void aTransferThatIsCutOffLeavesNothing() throws IOException {
        Trees.write(here, "compose.yml", "first");
        sync();
        Command<?> cut = staged(Optional.of("A=1"), "compose.yml")
                .around(Command.of(List.of("touch", directory + "/ran")))
                .fedWith("");
        assertThat(catchThrowableOfType(CommandFailed.class, () -> host.run(cut)))
                .isNotNull();
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(scratch()).isEmpty();
    }

    @Test
    void aFileThatAMessageTellsOfIsStagedToo() throws IOException {
        Trees.write(here, "compose.yml", "first");
        Trees.write(here, "stack.yml", "second");
        StagedTree staged = staged(Optional.empty(), "compose.yml");
        assertThat(staged.withThoseOf("permission denied")).isEmpty();
        StagedTree more = staged.withThoseOf("open " + state + "/source/stack.yml: no such file")
                .orElseThrow();
        assertThat(read(more, "stack.yml")).containsExactly("second");
        assertThat(more.withThoseOf("open " + state + "/source/stack.yml: no such file"))
                .isEmpty();
    }

    private void sync() {
        new TreeSync(host, state + "/source", state.toString()).run(new SourceTree(here), (done, total) -> {});
    }

    private StagedTree staged(Optional<String> environment, String... named) {
        SourceTree source = new SourceTree(here);
        TreeComparison compared = new TreeSync(host, state + "/source", state.toString()).look(source, source::scan);
        StagedTree.Place place = new StagedTree.Place(
                state.toString(), "scratch.12ab34cd", Sharing.OWNER, environment, environment.map(text -> ".env"));
        return StagedTree.of(host, place, compared, here, List.of(named));
    }

    /** What a command finds at these paths; a dash where nothing is. */
    private static List<String> read(StagedTree staged, String... paths) {
        String script =
                "cd -- \"$1\"; shift; for f do if [ -f \"$f\" ]; then cat -- \"$f\"; else printf -- -; fi; echo; done";
        List<String> parameters =
                Stream.concat(Stream.of(staged.tree()), Stream.of(paths)).toList();
        return staged.run(Command.script(script, parameters)).text().lines().toList();
    }

    private List<Path> hostFiles() throws IOException {
        try (Stream<Path> all = Files.walk(state)) {
            return all.sorted().toList();
        }
    }

    private List<Path> scratch() throws IOException {
        return hostFiles().stream()
                .filter(path -> path.getFileName().toString().startsWith("scratch"))
                .toList();
    }
}
