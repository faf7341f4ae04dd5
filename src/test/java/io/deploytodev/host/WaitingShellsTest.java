package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WaitingShellsTest {

    @TempDir
    private Path keys;

    private TestSshServer server;
    private SshHost host;

    @BeforeEach
    void connect() throws Exception {
        server = TestSshServer.start(keys);
        host = server.connect();
    }

    @AfterEach
    void close() {
        host.close();
        server.close();
    }

    @Test
    void shellsWaitForTheNextCommandsAndNoMoreThanThat() {
        eventually(() -> assertThat(waiting()).hasSize(2));
        assertThat(echo("one")).isEqualTo("one\n");
        eventually(() -> assertThat(waiting()).hasSize(2));
    }

    @Test
    void thoseThatWereEndedAreReplacedAndTheCommandHasItsAnswerAllTheSame() {
        eventually(() -> assertThat(waiting()).hasSize(2));
        waiting().forEach(ProcessHandle::destroyForcibly);
        assertThat(echo("one")).isEqualTo("one\n");
        assertThat(echo("two")).isEqualTo("two\n");
        assertThat(echo("three")).isEqualTo("three\n");
    }

    @Test
    void aCommandThatIsTooLongForThemComesThroughToo() {
        String words = "long ".repeat(10_000);
        assertThat(echo(words)).isEqualTo(words + "\n");
    }

    @Test
    void aServerThatAllowsNoneRunsOneCommandAfterTheOther() throws Exception {
        server.allowsChannels(2);
        try (SshHost narrow = server.connect()) {
            for (int i = 0; i < 20; i++) {
                String word = "word " + i;
                assertThat(narrow.run(Command.of(List.of("echo", word))).text()).isEqualTo(word + "\n");
            }
        }
    }

    @Test
    void theyEndWithTheConnection() {
        eventually(() -> assertThat(waiting()).hasSize(2));
        List<ProcessHandle> shells = waiting();
        host.close();
        eventually(() -> assertThat(shells).noneMatch(shell -> Processes.isRunning(shell.pid())));
    }

    @Test
    void moreCommandsThanShellsRunSideBySide() {
        assertThat(IntStream.range(0, 20).parallel().mapToObj(i -> echo("" + i)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> i + "\n").toList());
    }

    private String echo(String words) {
        return host.run(Command.of(List.of("echo", words))).text();
    }

    private static List<ProcessHandle> waiting() {
        return ProcessHandle.current()
                .descendants()
                .filter(each -> each.info()
                        .commandLine()
                        .filter(line -> line.contains("sh -c unset TMOUT;IFS= read -r c"))
                        .isPresent())
                .toList();
    }
}
