package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftSocketsTest {

    private static final String NUMBER = "deploy-to-dev-123456789012345678";

    @TempDir
    private Path temporary;

    private Path own;
    private Instant soon = Instant.EPOCH;
    private Instant tomorrow = Instant.EPOCH;

    @BeforeEach
    void aDirectoryOfOurOwn() throws IOException {
        own = Files.createDirectory(temporary.resolve("deploy-to-dev-999999999999999999"));
        soon = Instant.now().plus(Duration.ofMinutes(2));
        tomorrow = Instant.now().plus(Duration.ofDays(1));
    }

    @Test
    void theSocketOfAKilledClientGoes() throws IOException {
        Path left = left(NUMBER);
        LeftSockets.sweep(own, soon);
        assertThat(left).doesNotExist();
        assertThat(own).exists();
    }

    @Test
    void aSocketAtWhichSomebodyListensStays() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(NUMBER));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve(LeftSockets.SOCKET)));
            LeftSockets.sweep(own, tomorrow);
            assertThat(directory.resolve(LeftSockets.SOCKET)).exists();
        }
    }

    @Test
    void oneThatMayBeAboutToListenStays() throws IOException {
        Path young = left(NUMBER);
        LeftSockets.sweep(own, Instant.now());
        assertThat(young.resolve(LeftSockets.SOCKET)).exists();
    }

    @Test
    void whatIsEmptyOrHoldsALinkGoesOnceItIsForgotten() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve(NUMBER));
        Path link = Files.createDirectory(temporary.resolve("deploy-to-dev-2222222222222222222"));
        Files.createSymbolicLink(link.resolve("repository"), temporary);
        LeftSockets.sweep(own, soon);
        assertThat(empty).exists();
        assertThat(link).exists();
        LeftSockets.sweep(own, tomorrow);
        assertThat(empty).doesNotExist();
        assertThat(link).doesNotExist();
        assertThat(temporary).exists();
    }

    @Test
    void whatHoldsMoreOrIsNamedOtherwiseStays() throws IOException {
        Path more = left(NUMBER);
        Files.writeString(more.resolve("notes"), "mine");
        Path named = left("deploy-to-dev-1000");
        Path test = left("deploy-to-dev-it-123456789012345678");
        Path file = Files.createDirectory(temporary.resolve("deploy-to-dev-3333333333333333333"));
        Files.writeString(file.resolve(LeftSockets.SOCKET), "no socket");
        LeftSockets.sweep(own, tomorrow);
        assertThat(more.resolve(LeftSockets.SOCKET)).exists();
        assertThat(named.resolve(LeftSockets.SOCKET)).exists();
        assertThat(test.resolve(LeftSockets.SOCKET)).exists();
        assertThat(file.resolve(LeftSockets.SOCKET)).exists();
    }

    /** As a process leaves it that was killed: Java closes a channel without removing the socket's file. */
    private Path left(String name) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(name));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve(LeftSockets.SOCKET)));
        }
        assertThat(directory.resolve(LeftSockets.SOCKET)).exists();
        return directory;
    }
}
