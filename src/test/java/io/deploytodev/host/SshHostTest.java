package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.OutputListener.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SshHostTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    static Path keys;

    @TempDir
    Path scratch;

    private static TestSshServer server;
    private static SshHost host;

    @BeforeAll
    static void start() throws Exception {
        server = TestSshServer.start(keys);
        host = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        server.close();
    }

    @Test
    void a_command_answers_with_its_exit_code_and_its_output_apart_from_its_errors() {
        CommandResult result = host.run(script("echo out; echo err >&2; exit 3").accepting(3));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void an_exit_code_that_is_not_accepted_is_a_failure() {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> host.run(script("echo broken >&2; exit 7")))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(7);
                    assertThat(failure.lastLines()).containsExactly("broken");
                });
    }

    @Test
    void a_missing_program_fails_as_a_shell_says_it() {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> host.run(Command.of(List.of("no-such-program-here"))))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(CommandFailed.NOT_STARTED));
    }

    @Test
    void arguments_reach_the_program_as_they_are() {
        List<String> words =
                List.of("two words", "it's", "\"", "\\", "$HOME", "$(id)", "`id`", "", "*", "line\nbreak", "-n", "é");
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(words);

        String output = host.run(Command.of(argv)).text();

        assertThat(List.of(output.substring(0, output.length() - 1).split("\0", -1)))
                .isEqualTo(words);
    }

    @Test
    void megabytes_travel_both_ways() {
        byte[] bytes = new byte[8 * MEGABYTE];
        new java.util.Random(1).nextBytes(bytes);

        CommandResult result = host.run(Command.of(List.of("cat")).fedWith(out -> out.write(bytes)));

        assertThat(result.stdout()).isEqualTo(bytes);
    }

    @Test
    void a_command_that_does_not_read_its_stdin_ends_with_its_own_exit_code() {
        byte[] bytes = new byte[8 * MEGABYTE];

        assertThat(host.run(script("exit 5").accepting(5).fedWith(out -> out.write(bytes)))
                        .exitCode())
                .isEqualTo(5);
    }

    @Test
    void a_command_that_neither_reads_its_stdin_nor_ends_meets_its_deadline() {
        byte[] bytes = new byte[8 * MEGABYTE];
        Command<CommandResult> stuck =
                script("exec sleep 1000").fedWith(out -> out.write(bytes)).within(Duration.ofMillis(300));

        assertThatThrownBy(() -> host.run(stuck))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void input_that_cannot_be_produced_ends_the_command_and_is_not_blamed_on_the_connection() {
        Path end = scratch.resolve("end");
        Command<CommandResult> command = script("trap 'echo > " + end + "; exit 1' TERM; cat; echo whole > " + end)
                .fedWith(out -> {
                    out.write(new byte[100]);
                    throw new IOException("the file is gone");
                });

        assertThatThrownBy(() -> host.run(command))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("the file is gone");
        assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
    }

    @Test
    void what_the_maker_of_the_input_throws_reaches_the_caller_as_it_is() {
        IllegalStateException thrown = new IllegalStateException("no");

        assertThatThrownBy(() -> host.run(Command.of(List.of("cat")).fedWith(out -> {
                    throw thrown;
                })))
                .isSameAs(thrown);
    }

    @Test
    void lines_are_heard_in_order_while_the_command_runs() throws Exception {
        Path go = scratch.resolve("go");
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Command<CommandResult> command = Command.script(
                "echo one; until [ -e \"$1\" ]; do :; done; echo two; printf three", List.of(go.toString()));

        CompletableFuture<CommandResult> run = CompletableFuture.supplyAsync(() -> host.run(command, (stream, line) -> {
            lines.add(stream + " " + line);
            first.complete(line);
        }));
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("one");
        Files.createFile(go);
        run.get(10, TimeUnit.SECONDS);

        assertThat(lines).containsExactly(Stream.STDOUT + " one", Stream.STDOUT + " two", Stream.STDOUT + " three");
    }

    @Test
    void many_lines_come_whole_and_in_order() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());

        host.run(Command.of(List.of("seq", "20000")), (stream, line) -> lines.add(line));

        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(1, 20_000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void twenty_commands_side_by_side_each_get_their_own_answer() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        CountDownLatch together = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            String word = "word " + i;
            CompletableFuture<String> answer = new CompletableFuture<>();
            answers.add(answer);
            Daemon.start("caller", () -> {
                try {
                    together.countDown();
                    together.await();
                    answer.complete(host.run(Command.script("cat; printf %s \"$1\"", List.of(word))
                                    .fedWith("x".repeat(50_000)))
                            .text());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        }
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).join()).isEqualTo("x".repeat(50_000) + "word " + i);
        }
    }

    @Test
    void a_live_command_answers_to_what_it_is_sent_until_it_is_closed() throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        CompletableFuture<Integer> exit;
        try (LiveCommand live = host.start(
                Command.of(List.of("cat")).within(Duration.ofHours(1)), (stream, line) -> echoed.complete(line))) {
            live.send("hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            exit = live.exit();
            assertThat(exit).isNotDone();
        }
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void a_live_command_that_ends_tells_its_exit_code() throws Exception {
        try (LiveCommand live = host.start(script("read -r line; exit 4"), OutputListener.NONE)) {
            live.send("go\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(live.exit().get(10, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    private static Command<CommandResult> script(String script) {
        return Command.script(script, List.of());
    }
}
