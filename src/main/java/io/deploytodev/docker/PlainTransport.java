package io.deploytodev.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the engine, each question over a connection of its own. By hand, for the library's client takes longer to load than all
 * that is asked here, and hands on a log line by line: here what has come is handed on at once.
 */
final class PlainTransport implements DockerHttpClient {

    private final UnixDomainSocketAddress socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param socket the engine's */
    PlainTransport(Path socket) {
        this.socket = UnixDomainSocketAddress.of(socket);
    }

    /** @throws UncheckedIOException when there is no answer, or none that can be read */
    @Override
    public Response execute(Request request) {
        try {
            return ask(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response ask(Request request) throws IOException {
        SocketChannel channel = SocketChannel.open(socket);
        open.add(channel);
        try {
            if (closed) {
                throw new IOException("nobody asks any more");
            }
            ByteBuffer bytes = ByteBuffer.wrap(
                    (request.method() + " " + request.path() + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return new Answer(channel, WireAnswer.begin(channel::read));
        } catch (IOException | RuntimeException e) {
            end(channel);
            throw e;
        }
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing behind it any more.
        }
    }

    /** Whoever still reads an answer sees it break off. */
    @Override
    public void close() {
        closed = true;
        open.forEach(this::end);
    }

    private final class Answer implements Response {

        private final SocketChannel channel;
        private final WireAnswer answer;

        Answer(SocketChannel channel, WireAnswer answer) {
            this.channel = channel;
            this.answer = answer;
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return answer.headers();
        }

        @Override
        public InputStream getBody() {
            return answer;
        }

        @Override
        public void close() {
            end(channel);
        }
    }
}
