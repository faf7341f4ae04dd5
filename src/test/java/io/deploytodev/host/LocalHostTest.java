package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.deploytodev.host.OutputListener.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LocalHostTest {

    @TempDir
    Path directory;

    private LocalHost host;

    @BeforeEach
    void open() {
        host = new LocalHost(directory);
    }

    @Test
    void a_command_runs_in_the_given_directory_and_answers_with_its_output() {
        CommandResult result = host.run(Command.of(List.of("pwd", "-P")));

        assertThat(result.exitCode()).isZero();
        assertThat(result.text().trim()).isEqualTo(directory.toString());
    }

    @Test
    void arguments_reach_the_program_as_they_are() {
        List<String> words = List.of("two words", "it's", "\"", "\\", "$HOME", "", "*", "line\nbreak", "-n");
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(words);

        String output = host.run(Command.of(argv)).text();

        assertThat(List.of(output.substring(0, output.length() - 1).split("\0", -1)))
                .isEqualTo(words);
    }

    @Test
    void an_exit_code_that_is_not_accepted_is_a_failure_with_the_last_lines_of_stderr() {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> host.run(script("echo fine; echo broken >&2; exit 7")))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(7);
                    assertThat(failure.lastLines()).containsExactly("broken");
                });
    }

    @Test
    void an_exit_code_that_is_accepted_reaches_the_parser() {
        assertThat(host.run(script("exit 3").accepting(0, 3).parsedBy(CommandResult::exitCode)))
                .isEqualTo(3);
    }

    @Test
    void stdin_is_written_whole_and_then_closed() {
        byte[] megabytes = new byte[5 * 1024 * 1024];
        CommandResult result = host.run(Command.of(List.of("wc", "-c")).fedWith(out -> out.write(megabytes)));

        assertThat(result.text().trim()).isEqualTo(Integer.toString(megabytes.length));
    }

    @Test
    void a_command_that_does_not_read_its_stdin_still_ends() {
        byte[] megabytes = new byte[5 * 1024 * 1024];

        assertThat(host.run(script("exit 0").fedWith(out -> out.write(megabytes)))
                        .exitCode())
                .isZero();
    }

    @Test
    void a_lot_of_output_on_both_streams_at_once_is_kept_apart_and_whole() {
        CommandResult result = host.run(
                script("head -c 3000000 /dev/zero | tr '\\0' o & head -c 3000000 /dev/zero | tr '\\0' e >&2; wait"));

        assertThat(result.text()).hasSize(3_000_000).containsOnlyOnce("o".repeat(3_000_000));
        assertThat(result.stderr()).hasSize(3_000_000).doesNotContain("o");
    }

    @Test
    void lines_are_heard_in_order_while_the_command_runs() throws Exception {
        Path go = directory.resolve("go");
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());

        CompletableFuture<CommandResult> run = CompletableFuture.supplyAsync(() ->
                host.run(script("echo one; until [ -e go ]; do :; done; echo two; printf three"), (stream, line) -> {
                    lines.add(stream + " " + line);
                    first.complete(line);
                }));
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("one");
        Files.createFile(go);
        run.get(10, TimeUnit.SECONDS);

        // The last line has no line end; it is told all the same.
        assertThat(lines).containsExactly(Stream.STDOUT + " one", Stream.STDOUT + " two", Stream.STDOUT + " three");
    }

    @Test
    void a_missing_program_says_so_in_plain_words() {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> host.run(Command.of(List.of("no-such-program-here"))))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(CommandFailed.NOT_STARTED);
                    assertThat(failure)
                            .hasMessageContaining("no-such-program-here")
                            .hasMessageContaining("No such file or directory");
                    assertThat(failure.getMessage()).doesNotContain("Exception").doesNotContain("-559038737");
                });
    }

    @Test
    void a_deadline_ends_the_command_and_all_that_it_started() throws Exception {
        Command<CommandResult> command = script("sh -c 'echo $$ > pid; exec sleep 1000' & wait");

        Throwable failure = catchThrowable(() -> host.run(command.within(Duration.ofSeconds(2))));

        assertThat(failure).isInstanceOf(CommandFailed.class).hasMessageContaining("did not end within");
        long grandchild =
                Long.parseLong(Files.readString(directory.resolve("pid")).trim());
        eventually(() -> assertThat(Processes.isRunning(grandchild)).isFalse());
    }

    @Test
    void what_a_command_leaves_running_in_the_background_does_not_make_it_fail() throws Exception {
        CommandResult result = host.run(script("echo done; sleep 1000 & echo $! > pid"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).isEqualTo("done\n");
        ProcessHandle.of(Long.parseLong(
                        Files.readString(directory.resolve("pid")).trim()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void an_interrupt_ends_the_command_and_says_cancelled() throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            outcome.complete(
                    catchThrowable(() -> host.run(script("echo $$ > pid.new; mv pid.new pid; exec sleep 1000"))));
        });
        runner.start();
        Path pid = directory.resolve("pid");
        eventually(() -> assertThat(pid).exists());

        runner.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        long process = Long.parseLong(Files.readString(pid).trim());
        eventually(() -> assertThat(Processes.isRunning(process)).isFalse());
    }

    @Test
    void a_thread_that_is_interrupted_already_starts_nothing_that_stays() {
        Thread.currentThread().interrupt();

        Throwable failure = catchThrowable(() -> host.run(script("exec sleep 1000")));

        assertThat(Thread.interrupted())
                .as("the interrupt is kept for the caller")
                .isTrue();
        assertThat(failure).isInstanceOf(CancellationException.class);
        eventually(() -> assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep 1000"))
                        .filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    private static Command<CommandResult> script(String script) {
        return Command.script(script, List.of());
    }
}
