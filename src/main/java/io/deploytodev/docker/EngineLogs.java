package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The engine of the dev host, for reading logs as they come: with nanoseconds, on streams that may be silent for hours. To
 * be reached over a connection of its own, for a stream that nobody reads holds up all that come over the same one.
 */
public final class EngineLogs implements AutoCloseable {

    private static final String API = "/v1.44";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DockerHttpClient transport;

    private EngineLogs(DockerHttpClient transport) {
        this.transport = transport;
    }

    /**
     * The engine of a host.
     *
     * @param socket on this machine, led to the engine's by the host's connection
     */
    public static EngineLogs of(Host host, Path socket) {
        return new EngineLogs(new SteadyTransport(() -> new PlainTransport(socket), host));
    }

    /** What the dev host's clock says, in nanoseconds since 1970. */
    public long now() throws IOException {
        return StampReader.nanos(ask(API + "/info").path("SystemTime").asText());
    }

    /** All containers of a Compose project, ended ones too; those of {@code compose run} are left out. */
    public List<LoggedContainer> containers(String project) throws IOException {
        List<LoggedContainer> containers = new ArrayList<>();
        for (JsonNode each : ask(API + "/containers/json?all=1&filters=" + filters(Map.of("label", labels(project))))) {
            JsonNode labels = each.path("Labels");
            containers.add(new LoggedContainer(
                    each.path("Id").asText(),
                    each.path("Names").path(0).asText().replaceFirst("^/", ""),
                    labels.path(ComposeLabels.SERVICE).asText(),
                    labels.path(ComposeLabels.NUMBER).asInt(1),
                    "running".equals(each.path("State").asText())));
        }
        return containers;
    }

    /**
     * Begins to read a log.
     *
     * @throws LogRefused when there is no such container, or its log cannot be read
     * @throws IOException when the engine does not answer
     */
    public LogAnswer log(LogQuery query) throws IOException {
        return new LogAnswer(open(query.path()));
    }

    /**
     * Begins to listen to what happens.
     *
     * @param since a time in nanoseconds; what happened then, and is still known, is told first. 0 for nothing of the past
     */
    public EventAnswer events(String project, long since) throws IOException {
        String filters = filters(Map.of(
                "type", List.of("container"),
                "event", List.of("start", "destroy"),
                "label", labels(project)));
        return new EventAnswer(open(
                API + "/events?" + (since > 0 ? "since=" + LogQuery.seconds(since) + "&" : "") + "filters=" + filters));
    }

    /**
     * How a container is at this moment.
     *
     * @throws LogRefused when there is none any more
     */
    public ProcessState state(String containerId) throws IOException {
        JsonNode state = ask(API + "/containers/" + containerId + "/json").path("State");
        boolean running = "running".equals(state.path("Status").asText());
        return new ProcessState(
                running,
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                StampReader.nanos(
                        state.path(running ? "StartedAt" : "FinishedAt").asText()));
    }

    private static List<String> labels(String project) {
        return List.of(ComposeLabels.PROJECT + "=" + project, ComposeLabels.ONE_OFF + "=" + ComposeLabels.NOT_ONE_OFF);
    }

    static String filters(Map<String, List<String>> filters) throws IOException {
        return URLEncoder.encode(JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
    }

    private JsonNode ask(String path) throws IOException {
        try (Response response = open(path)) {
            return JSON.readTree(response.getBody());
        }
    }

    private Response open(String path) throws IOException {
        Response response;
        try {
            response = transport.execute(
                    Request.builder().method(Request.Method.GET).path(path).build());
        } catch (HostUnreachable | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IOException("the engine does not answer: " + e.getMessage(), e);
        }
        int status = response.getStatusCode();
        if (status == OK) {
            return response;
        }
        try (response) {
            if (status == UNAVAILABLE) {
                throw new IOException("the engine is not available");
            }
            String words = JSON.readTree(response.getBody()).path("message").asText("status " + status);
            throw new LogRefused(words, status == NOT_FOUND || status == CONFLICT);
        }
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            // Only the tunnel is behind it, and that is closed next.
        }
    }
}
