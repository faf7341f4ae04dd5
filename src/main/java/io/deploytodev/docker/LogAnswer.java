package io.deploytodev.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.util.List;

/** The log of a container, as the engine sends it. */
public final class LogAnswer extends EngineStream {

    /** How the engine calls what a container with a terminal wrote. */
    private static final String RAW = "raw-stream";

    private final boolean raw;

    LogAnswer(Response response) {
        super(response);
        this.raw = response.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(header -> header.getValue().isEmpty() ? List.of("") : header.getValue())
                .anyMatch(values -> values.get(0).contains(RAW));
    }

    /**
     * Reads to the end, or until the reader has had enough.
     *
     * @throws IOException when it breaks off before its end
     */
    public void read(LogChunks chunks) throws IOException, InterruptedException {
        (raw ? new LogDecoder.Raw(chunks) : new LogDecoder.Framed(chunks)).read(body());
    }
}
