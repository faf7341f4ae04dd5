package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.HostileValues;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Login;
import io.deploytodev.host.ShellQuoting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a host goes through a shell there: each word arrives as it was, and nothing of it is run. */
class HostileArgumentsTest {

    /** Says what it was called with, each word ended by a NUL. */
    private static final String FAKE = "#!/bin/sh\nprintf '%s\\0' \"$@\"\n";

    @TempDir
    private Path directory;

    private Path programs;

    @BeforeEach
    void programs() throws IOException {
        programs = Files.createDirectories(directory.resolve("bin"));
        for (String name : List.of("docker", "ssh")) {
            Path program = Files.writeString(programs.resolve(name), FAKE);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @AfterEach
    void nothingWasRun() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.getFileName().toString().equals(HostileValues.MARKER)))
                    .isEmpty();
        }
    }

    @Test
    void composeGetsNamesFilesAndProfilesAsTheyAre() {
        for (String value : HostileValues.PRINTABLE) {
            ComposeProject project = new ComposeProject(
                    value,
                    "/tree/" + value,
                    List.of("/tree/" + value + ".yml"),
                    Optional.of("/env/" + value),
                    List.of(value));
            List<String> words = called(ComposeCommands.config(project));
            assertThat(words).contains(value, "/tree/" + value, "/tree/" + value + ".yml", "/env/" + value);
            assertThat(called(ComposeCommands.build(project, value))).last().isEqualTo(value);
        }
    }

    @Test
    void aFileOfAnyNameIsWrittenAndReadWhereItWasMeant() throws IOException {
        for (String value : HostileValues.PRINTABLE) {
            if (value.contains("/") || value.equals("..")) {
                continue;
            }
            Path file = directory.resolve("state").resolve(value);
            shell(FileCommands.write(file.toString(), value));
            assertThat(Files.readString(file)).isEqualTo(value);
            assertThat(shell(FileCommands.read(file.toString()))).contains(value);
        }
    }

    @Test
    void theLineThatAUserPastesMeansWhatItSays() {
        for (String value : HostileValues.PRINTABLE) {
            Login login = Login.of(
                    "dev", Optional.of(22), Optional.of(value), List.of(Path.of("/keys", value)), Optional.empty());
            String line = login.running(List.of("docker", "logs", value));
            List<String> words = words(shell(Command.of(List.of("sh", "-c", line))));
            assertThat(words).contains("/keys/" + value, value + "@dev");
            // The host's shell reads what is left once more.
            List<String> rest = words.subList(words.indexOf(value + "@dev") + 1, words.size());
            assertThat(words(shell(Command.of(List.of("sh", "-c", String.join(" ", rest))))))
                    .containsExactly("logs", value);
        }
    }

    private List<String> called(Command<?> command) {
        return words(shell(command.parsedBy(result -> result)));
    }

    /** As an SSH server does it: one line, for the account's shell. */
    private <R> R shell(Command<R> command) {
        List<String> line = List.of(
                "sh",
                "-c",
                "PATH=$1:$PATH exec sh -c \"$2\"",
                "sh",
                programs.toString(),
                ShellQuoting.quote(command.argv()));
        return new LocalHost(directory)
                .run(Command.of(line).fedWith(command.stdin()).parsedBy(command.parser()));
    }

    private static List<String> words(CommandResult result) {
        List<String> words = new ArrayList<>(List.of(result.text().split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }
}
