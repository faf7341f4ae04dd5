package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections by which what the host sends comes packed. */
@Timeout(20)
class PackedTest {

    private static final int LINES = 50_000;

    @TempDir
    private Path directory;

    private TestSshServer server;
    private SshTarget target;

    @BeforeEach
    void start() throws Exception {
        server = TestSshServer.start(directory);
        target = server.target(server.authorizedIdentity("id_rsa", TestSshServer.rsa("user")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void all_of_a_long_text_arrives_as_it_was_sent() {
        try (SshHost host = new SshConnector().packed().connect(target)) {
            assertThat(lines(host)).isEqualTo(expected());
            assertThat(server.packing()).containsExactly("zlib@openssh.com");
        }
    }

    @Test
    void what_packs_to_almost_nothing_arrives_as_well() {
        try (SshHost host = new SshConnector().packed().connect(target)) {
            String text = host.run(
                            Command.script("head -c 1500000 /dev/zero | tr '\\0' y; echo; echo after", List.of()))
                    .text();
            assertThat(text.lines().map(String::length)).containsExactly(1_500_000, 5);
        }
    }

    @Test
    void a_server_that_packs_nothing_serves_as_well() {
        server.packsNothing();
        try (SshHost host = new SshConnector().packed().connect(target)) {
            assertThat(lines(host)).isEqualTo(expected());
            assertThat(server.packing()).containsExactly("none");
        }
    }

    @Test
    void nothing_is_packed_unasked() {
        try (SshHost host = new SshConnector().connect(target)) {
            assertThat(host.run(Command.of(List.of("echo", "hello"))).text()).isEqualTo("hello\n");
            assertThat(server.packing()).containsExactly("none");
        }
    }

    private static String lines(SshHost host) {
        return host.run(Command.of(List.of("seq", "-f", "line %.0f of many", "1", Integer.toString(LINES))))
                .text();
    }

    private static String expected() {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> "line " + i + " of many\n")
                .collect(Collectors.joining());
    }
}
