package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UnixSocketForwardTest {

    @Test
    void nobody_else_can_enter_the_directory_of_the_socket() throws IOException {
        try (UnixSocketForward forward = UnixSocketForward.open(Echo::new)) {
            assertThat(Files.getPosixFilePermissions(forward.path().getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void each_client_talks_to_a_far_end_of_its_own() throws IOException {
        try (UnixSocketForward forward = UnixSocketForward.open(Echo::new);
                SocketChannel one = connect(forward);
                SocketChannel two = connect(forward)) {
            one.write(bytes("first"));
            two.write(bytes("other"));

            assertThat(read(two, 5)).isEqualTo("other");
            assertThat(read(one, 5)).isEqualTo("first");
        }
    }

    @Test
    void a_client_that_has_said_all_still_hears_the_answer() throws IOException {
        try (UnixSocketForward forward = UnixSocketForward.open(() -> new Answer("complete"));
                SocketChannel client = connect(forward)) {
            client.write(bytes("request"));
            client.shutdownOutput();

            assertThat(read(client, 8)).isEqualTo("complete");
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void a_far_end_that_cannot_be_reached_ends_that_client_alone() throws IOException {
        CompletableFuture<Void> mended = new CompletableFuture<>();
        try (UnixSocketForward forward = UnixSocketForward.open(() -> {
            if (!mended.isDone()) {
                throw new IOException("nothing there");
            }
            return new Echo();
        })) {
            try (SocketChannel client = connect(forward)) {
                assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
            mended.complete(null);
            try (SocketChannel client = connect(forward)) {
                client.write(bytes("again"));
                assertThat(read(client, 5)).isEqualTo("again");
            }
        }
    }

    @Test
    void a_client_that_leaves_closes_its_far_end() throws IOException {
        Echo far = new Echo();
        try (UnixSocketForward forward = UnixSocketForward.open(() -> far)) {
            connect(forward).close();

            eventually(() -> assertThat(far.closed).isDone());
        }
    }

    @Test
    void closing_it_leaves_nothing_behind() throws IOException {
        Path directory;
        try (UnixSocketForward forward = UnixSocketForward.open(Echo::new)) {
            directory = forward.path().getParent();
        }
        assertThat(directory).doesNotExist();
    }

    private static SocketChannel connect(UnixSocketForward forward) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(forward.path()));
        return channel;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int n = 0;
        while (buffer.hasRemaining() && n >= 0) {
            n = channel.read(buffer);
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }

    /** Says what it hears. */
    private static final class Echo implements TcpStream {

        private final PipedInputStream in = new PipedInputStream();
        private final PipedOutputStream out;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        Echo() throws IOException {
            out = new PipedOutputStream(in);
        }

        @Override
        public InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return out;
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }

    /** Answers only when all was said. */
    private static final class Answer implements TcpStream {

        private final PipedInputStream in = new PipedInputStream();
        private final OutputStream out;

        Answer(String text) throws IOException {
            PipedOutputStream answer = new PipedOutputStream(in);
            out = new ByteArrayOutputStream() {
                @Override
                public void close() throws IOException {
                    answer.write(text.getBytes(StandardCharsets.US_ASCII));
                    answer.close();
                }
            };
        }

        @Override
        public InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return out;
        }

        @Override
        public void close() {}
    }
}
