package io.deploytodev.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way to an engine over a link that may break: what was only asked for then is asked for again on the next link. Answers
 * are read to their end before they are handed on, but for the logs, which come as they come.
 */
final class SteadyTransport implements DockerHttpClient {

    private final Supplier<DockerHttpClient> clients;
    private final Host host;
    private DockerHttpClient client;
    private int connection;

    /** @param clients makes one for each link: each keeps connections of its own, which break with the link */
    SteadyTransport(Supplier<DockerHttpClient> clients, Host host) {
        this.clients = clients;
        this.host = host;
        this.client = clients.get();
        this.connection = host.connection();
    }

    /** @throws EngineAway when it hangs up and the link is not to blame */
    @Override
    public Response execute(Request request) {
        while (true) {
            int now = host.connection();
            try {
                Response response = client(now).execute(request);
                return isStream(request) ? response : Whole.of(response);
            } catch (RuntimeException e) {
                if (!isRepeatable(request) || !host.isConnectedAgainSince(now)) {
                    throw told(e);
                }
            }
        }
    }

    private static RuntimeException told(RuntimeException e) {
        return e.getCause() instanceof IOException && !(e instanceof HostUnreachable)
                ? new EngineAway(e.getCause())
                : e;
    }

    private synchronized DockerHttpClient client(int now) {
        if (now > connection) {
            closeQuietly(client);
            client = clients.get();
            connection = now;
        }
        return client;
    }

    private static void closeQuietly(DockerHttpClient broken) {
        try {
            broken.close();
        } catch (IOException e) {
            // Its connections are broken already.
        }
    }

    /** Giving an image a name a second time changes nothing. */
    private static boolean isRepeatable(Request request) {
        return request.method().equals("GET") || request.path().contains("/tag?");
    }

    private static boolean isStream(Request request) {
        return !request.method().equals("GET")
                || request.path().contains("/logs")
                || request.path().contains("/events");
    }

    @Override
    public synchronized void close() throws IOException {
        client.close();
    }

    /** An answer that is here in full. */
    private static final class Whole implements Response {

        private final int statusCode;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        private Whole(int statusCode, Map<String, List<String>> headers, byte[] body) {
            this.statusCode = statusCode;
            this.headers = headers;
            this.body = body;
        }

        static Whole of(Response response) {
            try (response) {
                return new Whole(
                        response.getStatusCode(),
                        response.getHeaders(),
                        response.getBody().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int getStatusCode() {
            return statusCode;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // Nothing is open any more.
        }
    }
}
