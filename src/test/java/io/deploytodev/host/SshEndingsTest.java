package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that end otherwise than by themselves. */
@Timeout(30)
class SshEndingsTest {

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
    void a_deadline_ends_the_command_on_the_host() throws Exception {
        Path pid = scratch.resolve("pid");
        Command<CommandResult> command = Command.script(
                        "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 1000", List.of(pid.toString()))
                .within(Duration.ofSeconds(2));

        assertThatThrownBy(() -> host.run(command))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("did not end within");

        long process = Long.parseLong(Files.readString(pid).trim());
        eventually(() -> assertThat(Processes.isRunning(process)).isFalse());
        assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
    }

    @Test
    void an_interrupt_ends_the_command_on_the_host_and_says_cancelled() throws Exception {
        Path pid = scratch.resolve("pid");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread caller = Daemon.start("caller", () -> {
            outcome.complete(catchThrowable(() -> host.run(Command.script(
                    "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 1000", List.of(pid.toString())))));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        eventually(() -> assertThat(pid).exists());

        caller.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(stillInterrupted.get()).isTrue();
        long process = Long.parseLong(Files.readString(pid).trim());
        eventually(() -> assertThat(Processes.isRunning(process)).isFalse());
    }

    @Test
    void an_interrupt_is_heard_however_early_it_comes() throws Exception {
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);
            Thread caller = Daemon.start("caller", () -> {
                begun.countDown();
                outcome.complete(catchThrowable(() -> host.run(Command.of(List.of("sleep", "1000")))));
            });
            begun.await();
            // From "not even a channel" to "just started", by letting a growing number of answers pass by.
            for (int answers = 0; answers < i / 4; answers++) {
                host.run(Command.of(List.of("true")));
            }
            caller.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
        assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
    }

    @Test
    void a_command_that_is_killed_on_the_host_fails_and_the_connection_lives_on() {
        assertThatThrownBy(() -> host.run(script("kill -9 $$"))).isInstanceOf(CommandFailed.class);
        assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
    }

    @Test
    void when_the_server_dies_a_running_command_and_all_after_it_say_that_the_host_is_unreachable() throws Exception {
        Path more = Files.createDirectory(scratch.resolve("other"));
        try (TestSshServer dying = TestSshServer.start(more);
                SshHost lost = dying.connect()) {
            CompletableFuture<String> running = new CompletableFuture<>();
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Daemon.start(
                    "caller",
                    () -> outcome.complete(catchThrowable(() -> lost.run(
                            script("echo running; exec sleep 1000"), (stream, line) -> running.complete(line)))));
            running.get(10, TimeUnit.SECONDS);

            dying.die();

            assertThat(outcome.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(HostUnreachable.class)
                    .hasMessageContaining("dev");
            assertThatThrownBy(() -> lost.run(script("true"))).isInstanceOf(HostUnreachable.class);
            assertThatThrownBy(() -> lost.connect("127.0.0.1", 1)).isInstanceOf(IOException.class);
        }
    }

    private static Command<CommandResult> script(String script) {
        return Command.script(script, List.of());
    }
}
