package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real terminal with a shell in it, of a server of its own: what is typed, and what a user sees. */
final class Tmux implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path socket;

    private Tmux(Path socket) {
        this.socket = socket;
    }

    /** Opens a window of that size, with a shell that prompts with {@code $}. */
    static Tmux open(Path directory, int columns, int rows) throws IOException, InterruptedException {
        Tmux tmux = new Tmux(directory.resolve("tmux"));
        tmux.run(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-c",
                directory.toString(),
                "-s",
                "it",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                "env PS1='here> ' LC_ALL=C.UTF-8 sh");
        tmux.awaits("here>");
        return tmux;
    }

    /** Types a line, and the key that ends it. */
    void types(String line) throws IOException, InterruptedException {
        run("send-keys", "-t", "it", "-l", line);
        key("Enter");
    }

    /** Presses a key: {@code C-c}, {@code Enter}. */
    void key(String name) throws IOException, InterruptedException {
        run("send-keys", "-t", "it", name);
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        run("resize-window", "-t", "it", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** Waits until a line of the screen begins with this. */
    void awaits(String beginning) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(lines())
                .anyMatch(line -> line.startsWith(beginning)));
    }

    /** Waits until the shell of the window asks for its next command. */
    void awaitsPrompt() {
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(lines()).last().asString().isEqualTo("here>"));
    }

    /** Without those that are blank. */
    List<String> lines() throws IOException, InterruptedException {
        return run("capture-pane", "-p", "-t", "it")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        Stream.of(words).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }

    @Override
    public void close() throws IOException {
        try {
            run("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
