package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CuttableLink;
import io.deploytodev.host.ShellQuoting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code shell} and {@code exec} as somebody at a real terminal uses them. */
class ShellIT {

    /** Draws its size, and again when that changes; q ends it. */
    private static final String FULL_SCREEN = """
            import curses
            def draw(screen):
                curses.curs_set(0)
                while True:
                    screen.erase()
                    screen.addstr(0, 0, "size %d %d" % screen.getmaxyx())
                    screen.refresh()
                    if screen.getch() == ord("q"):
                        return
            curses.wrapper(draw)
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "seen");

    private static CuttableLink link;

    @TempDir
    private Path directory;

    private Tmux terminal;

    @BeforeAll
    static void deployBehindALink() throws Exception {
        project.write("full-screen.py", FULL_SCREEN);
        project.write("Dockerfile", """
                FROM deploy-to-dev-standin/python:3.11
                COPY page full-screen.py /srv/
                CMD ["python3", "-m", "http.server", "8000", "--directory", "/srv"]
                """);
        project.done("deploy");
        link = CuttableLink.to(host.address(), host.sshPort());
        Files.writeString(
                host.knownHosts(),
                Files.readString(host.knownHosts()).replace("]:" + host.sshPort(), "]:" + link.port()),
                StandardOpenOption.APPEND);
        Path config = project.file("config/deploy.yml");
        Files.writeString(
                config,
                Files.readString(config).replace("port: " + host.sshPort() + ",", "port: " + link.port() + ","));
    }

    @AfterAll
    static void takeItAway() {
        if (link != null) {
            link.close();
        }
    }

    @BeforeEach
    void sitDown() throws Exception {
        terminal = Tmux.open(directory, 100, 30);
        terminal.types("stty -g > before");
        terminal.awaitsPrompt();
    }

    @AfterEach
    void leave() throws Exception {
        terminal.close();
    }

    @Test
    void aShellIsATerminalLikeAnyOther() throws Exception {
        terminal.types(tool("shell", "web"));
        terminal.awaits("root@");
        terminal.types("stty size");
        terminal.awaits("30 100");
        terminal.resize(81, 25);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    terminal.types("clear; stty size");
                    assertThat(terminal.lines()).anyMatch(line -> line.startsWith("25 81"));
                });
        terminal.types("sleep 1000; echo not reached");
        awaitInside("sleep 1000");
        terminal.key("C-c");
        terminal.types("echo still $((40 + 2))");
        terminal.awaits("still 42");
        assertThat(inside()).noneMatch(line -> line.contains("sleep 1000"));
        terminal.types("exit 7");
        thenTheTerminalIsAsBefore(7);
    }

    @Test
    void aProgramThatNeedsTheWholeScreenHasIt() throws Exception {
        terminal.types(tool("exec", "web", "--", "python3", "/srv/full-screen.py"));
        terminal.awaits("size 30 100");
        terminal.resize(90, 20);
        terminal.awaits("size 20 90");
        terminal.key("q");
        terminal.awaitsPrompt();
        assertThat(terminal.lines()).noneMatch(line -> line.startsWith("size"));
        thenTheTerminalIsAsBefore(0);
    }

    @Test
    void aLinkThatIsCutGivesTheTerminalBackAndEndsWhatRanThere() throws Exception {
        terminal.types(tool("exec", "web", "--", "python3", "/srv/full-screen.py"));
        terminal.awaits("size 30 100");
        link.cut();
        link.heal();
        terminal.awaits("FAILED   The connection to dev was lost.");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(inside())
                .noneMatch(line -> line.contains("full-screen.py")));
        thenTheTerminalIsAsBefore(4);
    }

    private void thenTheTerminalIsAsBefore(int exitCode) throws Exception {
        terminal.awaitsPrompt();
        terminal.types("echo code $?; stty -g > after; cmp before after && echo the same");
        terminal.awaits("the same");
        assertThat(terminal.lines()).anyMatch(line -> line.endsWith("code " + exitCode));
    }

    private static void awaitInside(String command) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(inside())
                .anyMatch(line -> line.contains(command)));
    }

    private static List<String> inside() {
        return host.run("docker", "top", "seen-web-1", "-eo", "pid,args")
                .lines()
                .toList();
    }

    private static String tool(String verb, String... words) throws IOException {
        return ShellQuoting.quote(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                Path.of("target/deploy-to-dev.jar").toRealPath().toString(),
                                verb,
                                "--config",
                                project.file("config/deploy.yml").toString()),
                        Stream.of(words))
                .toList());
    }
}
