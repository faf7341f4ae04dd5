package io.deploytodev.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** The deployed service, as its users reach it. */
final class Gateway {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Some servers refuse the offer of HTTP/2 that comes with every request else. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final Supplier<String> url;

    Gateway(DevHost host) {
        this(host::gatewayUrl);
    }

    private Gateway(Supplier<String> url) {
        this.url = url;
    }

    /** Another service, at a port of the host itself. */
    static Gateway at(DevHost host, int port) {
        return new Gateway(() -> "http://" + host.bridgeAddress() + ":" + port);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url.get() + path))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
