package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The one line of the sample project that shows from outside which code is running. */
final class NewVersion {

    private static final String FILE = "backend/src/main/java/com/example/scribe/Version.java";
    private static final double NANOS = 1e9;
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Coarser than this would show in the figures, finer would take part in them. */
    private static final Duration STEP = Duration.ofMillis(25);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST)
            .build();

    private NewVersion() {}

    /** The version of a round. */
    static String of(int round) {
        return "1.0." + (round + 1);
    }

    /** Changes the line. */
    static void write(SampleProject project, String version) {
        project.edit(FILE, text -> text.replaceFirst("\"\\d+\\.\\d+\\.\\d+\"", "\"" + version + "\""));
    }

    /** Starts work that is to bring a version up; how many seconds until a host's {@code /health} answers with it. */
    static double secondsUntil(DevHost host, String version, Work work) throws Exception {
        long start = System.nanoTime();
        Process process = work.begin();
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> all(process));
        Awaitility.await()
                .atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .until(() -> answers(host, version) || failed(process));
        double seconds = (System.nanoTime() - start) / NANOS;
        assertThat(process.waitFor())
                .as(new String(output.get(), StandardCharsets.UTF_8))
                .isZero();
        assertThat(answers(host, version)).isTrue();
        return seconds;
    }

    private static boolean failed(Process process) {
        return !process.isAlive() && process.exitValue() != 0;
    }

    private static byte[] all(Process process) {
        try {
            return process.getInputStream().readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean answers(DevHost host, String version) throws InterruptedException {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(host.gatewayUrl() + "/health"))
                            .timeout(REQUEST)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"" + version + "\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** What brings it up. */
    interface Work {

        Process begin() throws IOException;
    }
}
