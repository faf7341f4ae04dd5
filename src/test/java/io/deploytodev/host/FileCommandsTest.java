package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real file system, by a real shell. */
class FileCommandsTest {

    private static final String CONTENT = "first\n\u00fc\u6f22 without an end of line";

    @TempDir
    Path home;

    private LocalHost host;
    private Path file;

    @BeforeEach
    void aPathThatNeedsQuoting() {
        host = new LocalHost(home);
        file = home.resolve("with space & quote'/deep/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", CONTENT})
    void what_was_written_is_read_back(String content) {
        host.run(FileCommands.write(file.toString(), content));

        assertThat(host.run(FileCommands.read(file.toString()))).contains(content);
    }

    @Test
    void a_large_file_is_written_whole() {
        String large = CONTENT.repeat(50_000);

        host.run(FileCommands.write(file.toString(), large));

        assertThat(file).hasContent(large);
    }

    @Test
    void a_file_that_is_not_there_is_not_an_empty_one() {
        assertThat(host.run(FileCommands.read(file.toString()))).isEmpty();
    }

    @Test
    void nobody_else_can_read_it() throws IOException {
        host.run(FileCommands.write(file.toString(), CONTENT));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void a_stream_that_was_cut_off_replaces_nothing_and_leaves_nothing(int bytes) {
        host.run(FileCommands.write(file.toString(), "before"));
        CutOffHost broken = new CutOffHost(host, bytes);

        CommandFailed failure = catchThrowableOfType(
                CommandFailed.class, () -> broken.run(FileCommands.write(file.toString(), CONTENT)));

        assertThat(failure.lastLines()).containsExactly("the transfer was cut off");

        assertThat(file).hasContent("before");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void what_needs_the_file_runs_after_it() {
        String said = host.run(FileCommands.writeThen(
                file.toString(),
                CONTENT,
                Command.of(List.of("cat", "--", file.toString())).parsedBy(CommandResult::text)));

        assertThat(said).isEqualTo(CONTENT);
    }

    @Test
    void what_needs_the_file_does_not_run_when_it_was_cut_off() {
        Path ran = home.resolve("ran");
        Command<CommandResult> command = Command.of(List.of("touch", "--", ran.toString()));

        assertThatThrownBy(() -> new CutOffHost(host, 3).run(FileCommands.writeThen(file.toString(), CONTENT, command)))
                .isInstanceOf(CommandFailed.class);

        assertThat(ran).doesNotExist();
    }
}
