package io.deploytodev.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks the gateway over and over, as its users do, and keeps in mind who answered and for how long nobody did. */
final class Prober implements AutoCloseable {

    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 1000;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final URI url;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private final List<String> versions = new ArrayList<>();
    private long last = System.nanoTime();
    private long longest;

    private Prober(URI url) {
        this.url = url;
    }

    /** Begins at once. */
    static Prober of(URI url) {
        Prober prober = new Prober(url);
        var unused = prober.beat.scheduleWithFixedDelay(prober::ask, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return prober;
    }

    private void ask() {
        Answer answer = Answer.of(url, CONNECT_MILLIS, ANSWER_MILLIS);
        if (answer.isGood()) {
            served(answer.version());
        }
    }

    private synchronized void served(String version) {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
        if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(version)) {
            versions.add(version);
        }
    }

    /** The longest time without a good answer, up to now. */
    synchronized Duration longestGap() {
        return Duration.ofNanos(Math.max(longest, System.nanoTime() - last));
    }

    /** Who answered, in order. */
    synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }

    /** What the health address said: what the gateway's image, its mounted file and its environment are of. */
    record Answer(int status, String body) {

        static Answer of(URI url) {
            return of(url, CONNECT_MILLIS, ANSWER_MILLIS);
        }

        private static Answer of(URI url, int connectMillis, int answerMillis) {
            try {
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
                connection.setConnectTimeout(connectMillis);
                connection.setReadTimeout(answerMillis);
                connection.setRequestProperty("Connection", "close");
                int status = connection.getResponseCode();
                try (InputStream body = status == 200 ? connection.getInputStream() : InputStream.nullInputStream()) {
                    return new Answer(status, new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                return new Answer(0, String.valueOf(e.getMessage()));
            }
        }

        boolean isGood() {
            return status == 200 && body.contains("\"version\"");
        }

        /** Of the code that answers. */
        String version() {
            return field("version");
        }

        /** All that the gateway shows of its version, once. */
        String versions() {
            return List.of(field("version"), field("motto"), field("generation")).stream()
                    .distinct()
                    .collect(Collectors.joining("/"));
        }

        private String field(String name) {
            return body.replaceFirst("(?s).*\"" + name + "\": \"([^\"]*)\".*", "$1");
        }
    }
}
