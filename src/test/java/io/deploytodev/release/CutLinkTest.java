package io.deploytodev.release;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CuttableLink;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.host.TestSshServer;
import io.deploytodev.host.WhenCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job under the lock, over a real SSH connection whose link is cut in the middle. */
@Timeout(60)
class CutLinkTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theJobGoesOnAndNothingOfWhatItSaysIsLostOrToldTwice(boolean silently) throws Exception {
        StateDirectory directory = StateDirectory.of(home.toString(), "shop");
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Path gate = home.resolve("gate");
        try (TestSshServer server = TestSshServer.start(home);
                CuttableLink link = CuttableLink.to("127.0.0.1", server.port());
                ReconnectingHost host = server.connectThrough(link, Duration.ofSeconds(30), into(told));
                DeployLock lock =
                        DeployLock.take(host, directory, "ada", Duration.ofMillis(100), Duration.ofSeconds(2))) {
            host.run(Command.of(List.of("mkfifo", gate.toString())));
            Command<CommandResult> command = Command.script(
                            "echo run >> \"$1.runs\"; echo one; printf 'the first half, '; cat \"$1\"; echo three",
                            List.of(gate.toString()))
                    .whenCut(new WhenCut.GoesOn("up", Duration.ofSeconds(10)));
            FencedHost fenced = new FencedHost(host, lock, directory);
            CompletableFuture<CommandResult> result = CompletableFuture.supplyAsync(
                    () -> fenced.run(command, (stream, line) -> lines.add(line)),
                    body -> thread(body).start());
            eventually(() -> assertThat(Path.of(directory.path(), "jobs", "1-up-1", "out"))
                    .hasContent("one\nthe first half, "));

            if (silently) {
                link.fallSilent();
            } else {
                link.cut();
            }
            Files.writeString(gate, "the second\n");
            eventually(() -> assertThat(told).contains("lost"));
            link.heal();

            assertThat(result.get(30, TimeUnit.SECONDS).text()).isEqualTo("one\nthe first half, the second\nthree\n");
            assertThat(lines).containsExactly("one", "the first half, the second", "three");
            assertThat(home.resolve("gate.runs")).hasContent("run");
            assertThat(lock.number()).isEqualTo(1);
            assertThat(fenced.run(Command.of(List.of("echo", "on")).repeatable())
                            .text())
                    .isEqualTo("on\n");
            assertThat(fenced.jobs().left()).isEmpty();
        }
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "deploy");
        thread.setDaemon(true);
        return thread;
    }

    private static ReconnectingHost.LinkListener into(List<String> told) {
        return new ReconnectingHost.LinkListener() {
            @Override
            public void lost(String name, Duration patience) {
                told.add("lost");
            }

            @Override
            public void restored(String name, Duration after) {
                told.add("restored");
            }
        };
    }
}
