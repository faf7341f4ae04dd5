package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.backup.SaveCommands.Writing;
import io.deploytodev.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, run here with a {@code docker} that notes what it is told: what they do when somebody or something gets in their way. */
class InterruptedScriptsTest {

    private static final String DOCKER = """
            #!/bin/sh
            echo "$*" >> "$NOTES"
            case "$*" in
              *'inspect'*gone) echo 'Error: No such container: gone' >&2; exit 1 ;;
              *'inspect'*unknown) echo 'Cannot connect to the Docker daemon' >&2; exit 1 ;;
              'start -- bad') echo 'port is already allocated' >&2; exit 1 ;;
              'exec -i '*' -A -t -c '*) echo "$COUNTING" >&2; exit 1 ;;
              'exec -i '*) cat > /dev/null ;;
              'create '*) echo helper ;;
              'cp '*) exit 1 ;;
              'ps '*) echo left ;;
            esac
            """;

    @TempDir
    private Path temporary;

    private Writing writing;
    private String counting = "";

    @BeforeEach
    void docker() throws IOException {
        Files.createDirectories(temporary.resolve("bin"));
        Files.createDirectories(temporary.resolve("shop"));
        Files.writeString(temporary.resolve("bin/docker"), DOCKER);
        Files.setPosixFilePermissions(temporary.resolve("bin/docker"), PosixFilePermissions.fromString("rwxr-xr-x"));
        writing = new Writing(temporary.resolve("shop").toString(), "20261121T080000Z-7", "shop", "none");
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(Command<?> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectErrorStream(true);
        builder.environment().merge("PATH", temporary.resolve("bin") + ":", (path, own) -> own + path);
        builder.environment().put("COUNTING", counting);
        builder.environment().put("NOTES", temporary.resolve("notes").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(temporary.resolve("notes"));
    }

    private Path stopped(String ids) throws IOException {
        return Files.writeString(temporary.resolve("shop/.stopped"), ids + "\n");
    }

    @Test
    void aContainerThatIsGoneDoesNotStandInTheWayOfTheOthers() throws Exception {
        Path stopped = stopped("gone there");
        assertThat(run(SaveCommands.startAgain(writing.directory()))).isEqualTo(new Ended(0, "started\n"));
        assertThat(notes())
                .containsSubsequence("stop -- there", "start -- there")
                .doesNotContain("start -- gone");
        assertThat(stopped).doesNotExist();
        assertThat(run(SaveCommands.startAgain(writing.directory()))).isEqualTo(new Ended(0, ""));
    }

    @Test
    void oneThatCannotBeStartedIsToldOnceAndTheOthersAreStarted() throws Exception {
        Path stopped = stopped("bad there");
        Ended ended = run(SaveCommands.startAgain(writing.directory()));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("port is already allocated");
        assertThat(notes()).contains("start -- there");
        assertThat(stopped).doesNotExist();
    }

    @Test
    void whatWasStoppedIsRememberedWhileTheEngineDoesNotAnswer() throws Exception {
        Path stopped = stopped("unknown");
        assertThat(run(SaveCommands.startAgain(writing.directory())).exitCode()).isEqualTo(1);
        assertThat(stopped).exists();
    }

    @Test
    void aCopyThatFailsStopsOnceMoreBeforeItStartsForTheFirstStopMayStillBeAtWork() throws Exception {
        Source graph = Source.of(Member.Kind.VOLUME, "graph", "shop_graph", List.of("neo4j"), "stop", 0);
        assertThat(run(SaveCommands.begin(writing)).exitCode()).isZero();
        Ended ended = run(SaveCommands.copy(writing, List.of("a", "b"), List.of(graph)));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("saving volumes/graph.tar failed: docker");
        assertThat(notes()).containsSubsequence("stop -- a b", "stop -- a b", "start -- a b", "rm --force -- helper");
        assertThat(notes())
                .anyMatch(line ->
                        line.startsWith("create ") && line.contains("--label io.deploytodev.helper=shop --mount"));
    }

    @Test
    void whatWorksWithFilesThatAreTakenAwayIsNotSound() throws Exception {
        assertThat(base("afresh; echo x | sound cat > /dev/null; require it").exitCode())
                .isZero();
        assertThat(base("afresh; sound false | cat; require it")).isEqualTo(new Ended(1, "it failed: false \n"));
        assertThat(base("afresh; rm -rf -- \"$tmp\"; sound false | cat; require it")
                        .exitCode())
                .isEqualTo(1);
        assertThat(base("afresh; rm -rf -- \"$tmp\"; require it"))
                .isEqualTo(new Ended(1, "it failed: its files are gone\n"));
    }

    @Test
    void aDatabaseWhoseRowsCannotBeCountedWasNotLoaded() throws Exception {
        Path archive = temporary.resolve("x.tar");
        assertThat(run(Command.script(
                                "cd \"$1\" && mkdir -p databases/postgres && cd databases/postgres && echo x > roles.sql.zst"
                                        + " && echo x > 1-shop.sql.zst && tar -C ../.. -cf \"$2\" databases",
                                List.of(temporary.toString(), archive.toString())))
                        .exitCode())
                .isZero();
        counting = "database shop does not exist";
        Ended ended = run(load(archive));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("shop does not exist", "the rows of shop cannot be counted");
        counting = "ERROR: unsupported XML feature";
        ended = run(load(archive));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private Command<?> load(Path archive) {
        return RestoreCommands.load(
                writing,
                archive.toString(),
                "postgres-id",
                Samples.manifest().server("postgres").orElseThrow(),
                "",
                List.of(Samples.ROLES, Samples.DATABASE));
    }

    private Ended base(String script) throws Exception {
        return run(Command.script(ArchiveScripts.BASE + script, writing.parameters()));
    }

    @Test
    void containersThatWereMadeForAnEarlierOneAndLeftBehindAreRemovedByTheirLabel() throws Exception {
        for (Command<?> command : List.of(
                SaveCommands.begin(writing),
                SaveCommands.discard(writing),
                ArchiveCommands.removeLeftovers(writing.directory(), "shop"))) {
            Files.deleteIfExists(temporary.resolve("notes"));
            assertThat(run(command).exitCode()).isZero();
            assertThat(notes())
                    .containsSubsequence(
                            "ps --all --quiet --filter label=io.deploytodev.helper=shop",
                            "rm --force --volumes -- left");
        }
    }
}
