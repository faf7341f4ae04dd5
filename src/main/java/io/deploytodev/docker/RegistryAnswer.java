package io.deploytodev.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;

/**
 * What a registry says of an image, asked by the engine itself: its mirrors, proxies and certificates are those of a pull.
 *
 * @param has whether it has it
 * @param words what it said otherwise
 */
public record RegistryAnswer(boolean has, String words) {

    private static final String QUESTION = "/v1.44/distribution/%s/json";

    private static final int OK = 200;

    /** No login: an empty object in base64. */
    private static final String NOBODY = "e30=";

    static RegistryAnswer ask(DockerHttpClient engine, String reference) {
        if (!reference.matches("[\\w./:@-]+")) {
            return new RegistryAnswer(false, "invalid reference format");
        }
        try (Response response = engine.execute(Request.builder()
                .method(Request.Method.GET)
                .path(QUESTION.formatted(reference))
                .putHeader("X-Registry-Auth", NOBODY)
                .build())) {
            return response.getStatusCode() == OK
                    ? new RegistryAnswer(true, "")
                    : new RegistryAnswer(
                            false,
                            new ObjectMapper()
                                    .readTree(response.getBody())
                                    .path("message")
                                    .asText("the engine answered " + response.getStatusCode()));
        } catch (IOException | RuntimeException e) {
            return new RegistryAnswer(false, "timeout: " + e.getMessage());
        }
    }
}
