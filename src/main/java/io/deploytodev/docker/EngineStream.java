package io.deploytodev.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.InputStream;

/** An answer of the engine that comes as it comes; closed by another thread, it breaks off. */
abstract class EngineStream implements AutoCloseable {

    private final Response response;

    EngineStream(Response response) {
        this.response = response;
    }

    final InputStream body() {
        return response.getBody();
    }

    @Override
    public final void close() {
        response.close();
    }
}
