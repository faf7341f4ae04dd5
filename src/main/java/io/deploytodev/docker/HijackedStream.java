package io.deploytodev.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A stream of both directions that the engine makes of a request's connection. By hand, for the library cannot end the one
 * direction while the other goes on, so that a program that reads to the end of its input never ends; and it takes a
 * silence for a failure.
 */
final class HijackedStream implements AutoCloseable {

    private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SWITCHED = "HTTP/1.1 101 ";
    private static final int LONGEST_ANSWER = 16 * 1024;

    private final SocketChannel channel;

    private HijackedStream(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Asks for the stream.
     *
     * @throws IOException when the engine gives none, with what it said
     */
    static HijackedStream open(Path socket, String path, String json) throws IOException {
        HijackedStream stream = new HijackedStream(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        try {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            stream.write(request(path, body));
            stream.write(body);
            String answer = stream.answer();
            if (!answer.startsWith(SWITCHED)) {
                throw new IOException("the engine answered: " + answer.strip());
            }
            return stream;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static byte[] request(String path, byte[] body) {
        return String.join(
                        "\r\n",
                        "POST " + path + " HTTP/1.1",
                        "Host: docker",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length,
                        "Connection: Upgrade",
                        "Upgrade: tcp",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Byte by byte, for what comes after it is the stream's. */
    private String answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        int matched = 0;
        while (matched < HEADERS_END.length && head.size() < LONGEST_ANSWER) {
            if (read(one) < 0) {
                throw new EOFException("the engine closed the connection");
            }
            head.write(one[0]);
            matched = one[0] == HEADERS_END[matched] ? matched + 1 : one[0] == HEADERS_END[0] ? 1 : 0;
        }
        String headers = head.toString(StandardCharsets.UTF_8);
        if (!headers.startsWith(SWITCHED)) {
            byte[] said = new byte[LONGEST_ANSWER];
            int n = read(said);
            return headers + (n > 0 ? new String(said, 0, n, StandardCharsets.UTF_8) : "");
        }
        return headers;
    }

    /** As many bytes as are there; -1 at the end. */
    int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The far end sees the end of its input; what it still has to say comes on. */
    void endInput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
