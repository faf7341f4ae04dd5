package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.ShellHost;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSocketTest {

    @TempDir
    private Path home;

    @Test
    void theSocketThatTheAccountNamesIsTheEngines() throws IOException {
        Path socket = home.resolve("a b.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ShellHost host = naming(socket)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            assertThat(EngineSocket.on(host)).contains(socket.toString());
        }
    }

    @Test
    void whatIsNoSocketIsNotTakenForOne() throws IOException {
        try (ShellHost host = naming(Files.createFile(home.resolve("file")))) {
            assertThat(EngineSocket.on(host)).isEmpty();
        }
    }

    @Test
    void anAccountThatRunsNoCommandsNamesNone() {
        try (ShellHost host = new ShellHost(home).after("echo 'This account is not available.'; exit 1")) {
            assertThat(EngineSocket.on(host)).isEmpty();
        }
    }

    private ShellHost naming(Path socket) {
        return new ShellHost(home).after("export DOCKER_HOST='unix://" + socket + "'");
    }
}
