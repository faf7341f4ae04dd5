package io.deploytodev.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** Sends requests to addresses that are secrets themselves: no answer of this quotes one. Tries again, and always ends. */
final class Courier {

    private static final Duration ONE_TRY = Duration.ofSeconds(15);

    /** The run is over, and whoever started it waits. */
    private static final Duration ALL_TRIES = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private static final int TRIES = 5;

    private final HttpClient client;
    private final Clock clock;
    private final Pause pause;

    Courier(Clock clock, Pause pause) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(ONE_TRY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Sends one request.
     *
     * @param address as somebody has written it into a variable
     * @return why it did not arrive; empty when it did
     */
    Optional<String> send(String address, Function<HttpRequest.Builder, HttpRequest.Builder> request) {
        URI uri;
        try {
            uri = URI.create(address.strip());
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of("its variable holds no address that begins with http:// or https://");
            }
        } catch (IllegalArgumentException e) {
            return Optional.of("its variable holds no address");
        }
        HttpRequest whole =
                request.apply(HttpRequest.newBuilder(uri).timeout(ONE_TRY)).build();
        Instant end = clock.instant().plus(ALL_TRIES);
        Duration wait = FIRST_PAUSE;
        String why = "";
        for (int count = 1; count <= TRIES; count++) {
            Answer answer = once(whole);
            if (answer.why().isEmpty()) {
                return Optional.empty();
            }
            why = answer.why() + (count == 1 ? "" : ", " + count + " times");
            if (!answer.mayChange()
                    || count == TRIES
                    || !clock.instant().plus(wait).isBefore(end)) {
                break;
            }
            try {
                pause.pass(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            wait = wait.multipliedBy(2);
        }
        return Optional.of(why);
    }

    /** The status says all. The body is left unread: no timeout of the client's is for one that never ends. */
    private int status(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    private record Answer(String why, boolean mayChange) {}

    private Answer once(HttpRequest request) {
        try {
            int status = status(request);
            boolean mayChange = status >= 500 || status == 429 || status == 408;
            return status >= 200 && status < 300
                    ? new Answer("", false)
                    : new Answer("it answered " + status, mayChange);
        } catch (HttpTimeoutException e) {
            return new Answer("it did not answer within " + ONE_TRY.toSeconds() + " s", true);
        } catch (SSLException e) {
            return new Answer("its certificate or TLS is not accepted here", false);
        } catch (ConnectException e) {
            boolean unknown = e.getCause() instanceof UnresolvedAddressException
                    || (e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException);
            return new Answer(unknown ? "its name is not known here" : "it cannot be reached", true);
        } catch (IOException e) {
            return new Answer("the connection to it broke", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer("it was stopped", false);
        }
    }
}
