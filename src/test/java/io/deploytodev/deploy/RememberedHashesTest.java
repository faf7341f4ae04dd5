package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.release.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedHashesTest {

    /** Says something else each time it is asked. */
    private static final String COUNT = """
            echo . >> "$1"; echo "api $(wc -l < "$1")"; echo "db 22"
            """;

    @TempDir
    private Path home;

    private ShellHost host;
    private Path memory;

    @BeforeEach
    void emptyHost() {
        host = new ShellHost(home);
        memory = home.resolve("state of it/hashes");
    }

    @AfterEach
    void endAll() {
        host.close();
    }

    @Test
    void theSameModelIsAskedAboutOnce() {
        assertThat(ask("one")).isEqualTo("api 1\ndb 22\n");
        assertThat(ask("one")).isEqualTo("api 1\ndb 22\n");
        assertThat(ask("two")).isEqualTo("api 2\ndb 22\n");
        assertThat(ask("one")).isEqualTo("api 1\ndb 22\n");
    }

    @Test
    void whatIsRememberedIsForTheAccountAlone() throws IOException {
        ask("one");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(remembered().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatACrashLeftHalfWrittenIsNotBelieved() throws IOException {
        ask("one");
        Files.writeString(remembered().get(0), "api 1\n");
        assertThat(ask("one")).isEqualTo("api 2\ndb 22\n");
        Files.writeString(remembered().get(0), "");
        assertThat(ask("one")).isEqualTo("api 3\ndb 22\n");
    }

    @Test
    void anAnswerThatFailedIsNotRemembered() throws IOException {
        Command<CommandResult> failing = RememberedHashes.remembered(
                Command.script("echo half; exit 15", List.of()), memory.toString(), "x", "077");
        assertThatThrownBy(() -> host.run(failing))
                .isInstanceOfSatisfying(
                        CommandFailed.class, e -> assertThat(e.exitCode()).isEqualTo(15));
        assertThat(memory).doesNotExist();
    }

    @Test
    void aHostThatCannotBeWrittenToAnswersAllTheSame() throws IOException {
        Files.createDirectories(memory.getParent());
        Files.writeString(memory, "a file where the directory should be");
        assertThat(ask("one")).isEqualTo("api 1\ndb 22\n");
    }

    @Test
    void theOldestAreForgotten() throws IOException {
        for (int model = 0; model < 40; model++) {
            ask("model " + model);
        }
        assertThat(remembered()).hasSize(32);
    }

    @Test
    void whatTheQuestionWouldHaveBeenFedWithIsNotWaitedFor() {
        String large = "x".repeat(1 << 20);
        Command<CommandResult> counting = RememberedHashes.remembered(
                Command.script("wc -c", List.of()).fedWith(large), memory.toString(), "fed", "077");
        assertThat(host.run(counting).text().strip()).isEqualTo("1048576");
        assertThat(host.run(counting).text().strip()).isEqualTo("1048576");
    }

    private List<Path> remembered() throws IOException {
        try (Stream<Path> files = Files.list(memory)) {
            return files.toList();
        }
    }

    private String ask(String model) {
        return host.run(RememberedHashes.remembered(
                        Command.script(COUNT, List.of(home.resolve("asked").toString())),
                        memory.toString(),
                        model,
                        "077"))
                .text();
    }
}
