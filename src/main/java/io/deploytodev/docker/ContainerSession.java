package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A command in a container that somebody on this machine talks to. The engine does not end it when nobody listens any
 * more: whoever leaves it early ends it by {@link #processId()}.
 */
public final class ContainerSession implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the oldest version that is spoken at all, so that the answer has one shape. */
    private static final String VERSION = "/v1.44";

    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * What the engine looks for in the keys to leave the program alone on its terminal. It has a default, Ctrl-P Ctrl-Q, and
     * keeps each Ctrl-P to itself until the next key; so it is given what nobody types.
     */
    private static final String NEVER_TYPED = "ctrl-^,ctrl-_,ctrl-^,ctrl-_,ctrl-^,ctrl-_";

    private final DockerClient client;
    private final String id;
    private final boolean terminal;
    private final HijackedStream stream;

    private ContainerSession(DockerClient client, String id, boolean terminal, HijackedStream stream) {
        this.client = client;
        this.id = id;
        this.terminal = terminal;
        this.stream = stream;
    }

    /** Empty when the container is gone, or does not run. */
    static Optional<ContainerSession> start(
            DockerClient client, DockerHttpClient transport, Path socket, String containerId, ExecRequest request) {
        try {
            Optional<String> id = create(transport, containerId, request);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            HijackedStream stream = HijackedStream.open(
                    socket,
                    VERSION + "/exec/" + id.get() + "/start",
                    startBody(request).toString());
            return Optional.of(
                    new ContainerSession(client, id.get(), request.terminal().isPresent(), stream));
        } catch (IOException e) {
            throw new EngineFailed("The engine did not start " + request.argv().get(0) + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> create(DockerHttpClient transport, String containerId, ExecRequest request)
            throws IOException {
        byte[] body = createBody(request).toString().getBytes(StandardCharsets.UTF_8);
        try (Response response = transport.execute(Request.builder()
                .method(Request.Method.POST)
                .path(VERSION + "/containers/" + containerId + "/exec")
                .putHeader("Content-Type", "application/json")
                .bodyBytes(body)
                .build())) {
            JsonNode answer = JSON.readTree(response.getBody());
            return switch (response.getStatusCode()) {
                case CREATED -> Optional.of(answer.path("Id").asText());
                case NOT_FOUND, CONFLICT -> Optional.empty();
                default -> throw new IOException(answer.path("message").asText("no reason given"));
            };
        }
    }

    static ObjectNode createBody(ExecRequest request) {
        ObjectNode body = JSON.createObjectNode()
                .put("AttachStdin", true)
                .put("AttachStdout", true)
                .put("AttachStderr", true)
                .put("Tty", request.terminal().isPresent())
                .put("DetachKeys", NEVER_TYPED);
        request.argv().forEach(body.putArray("Cmd")::add);
        request.environment().forEach(body.putArray("Env")::add);
        request.user().ifPresent(user -> body.put("User", user));
        request.directory().ifPresent(directory -> body.put("WorkingDir", directory));
        return body;
    }

    static ObjectNode startBody(ExecRequest request) {
        ObjectNode body = JSON.createObjectNode()
                .put("Detach", false)
                .put("Tty", request.terminal().isPresent());
        request.terminal()
                .ifPresent(size -> body.putArray("ConsoleSize").add(size.rows()).add(size.columns()));
        return body;
    }

    /** Gives the command bytes to read. */
    public void send(byte[] bytes, int length) throws IOException {
        stream.write(bytes, length);
    }

    /** There is nothing more to read for the command. */
    public void endInput() throws IOException {
        stream.endInput();
    }

    /**
     * Passes on what the command says until it has said all; with a terminal, all of it goes to {@code out}.
     *
     * @throws IOException when it could not be passed on
     */
    public void copyOutput(OutputStream out, OutputStream err) throws IOException {
        OutputStream to = terminal ? out : new StreamFrames(out, err);
        byte[] bytes = new byte[BUFFER_BYTES];
        for (int n = readQuietly(bytes); n >= 0; n = readQuietly(bytes)) {
            to.write(bytes, 0, n);
            to.flush();
        }
    }

    /** A stream that breaks off is over: what became of the command is asked by itself. */
    private int readQuietly(byte[] into) {
        try {
            return stream.read(into);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Tells the command that its terminal has another size; one that has ended does not care. */
    public void resize(TerminalSize size) {
        try {
            client.resizeExecCmd(id).withSize(size.rows(), size.columns()).exec();
        } catch (DockerException e) {
            // It has not begun yet, and then began with that size, or it has ended.
        }
    }

    /** How it ended; empty while it runs, and when the engine does not know it any more. */
    public OptionalInt exitCode() {
        try {
            InspectExecResponse exec = client.inspectExecCmd(id).exec();
            Long code = exec.getExitCodeLong();
            return code == null || Boolean.TRUE.equals(exec.isRunning())
                    ? OptionalInt.empty()
                    : OptionalInt.of(code.intValue());
        } catch (NotFoundException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether it has run and does not any more; one that the engine is about to start has not. */
    public boolean isOver() {
        try {
            InspectExecResponse exec = client.inspectExecCmd(id).exec();
            return exec.getExitCodeLong() != null && !Boolean.TRUE.equals(exec.isRunning());
        } catch (NotFoundException e) {
            return true;
        }
    }

    /** Its number on the host; empty when it does not run, or not yet. */
    public OptionalLong processId() {
        try {
            InspectExecResponse exec = client.inspectExecCmd(id).exec();
            Long pid = exec.getPidLong();
            return pid == null || pid == 0 || !Boolean.TRUE.equals(exec.isRunning())
                    ? OptionalLong.empty()
                    : OptionalLong.of(pid);
        } catch (NotFoundException e) {
            return OptionalLong.empty();
        }
    }

    /** Leaves it alone. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nobody listens any more either way.
        }
    }
}
