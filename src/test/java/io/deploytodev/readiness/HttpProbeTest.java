package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void theExpectedStatusIsReadyAndTheBodyIsKept() throws IOException {
        AtomicReference<URI> asked = new AtomicReference<>();
        HttpServer server = HttpServer.create(ANY_PORT, 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI());
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":\n\"ok\"}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            HttpProbe probe = HttpProbe.to(
                    URI.create("http://localhost:" + server.getAddress().getPort() + "/health?deep=1"),
                    HttpExpectation.OK,
                    Dialogue.PATIENCE);
            assertThat(probe.ask()).isEqualTo(new Ready("answered 200"));
            assertThat(probe.lastAnswer()).contains(new HttpAnswer(200, "{\"status\": \"ok\"}"));
            assertThat(asked).hasValue(URI.create("/health?deep=1"));
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 500, 404, 302, 204})
    void anyOtherStatusIsNotYetWithTheAnswerAsEvidence(int status) throws IOException {
        try (ScriptedServer server = answering("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 4\r\n\r\ndown")) {
            HttpProbe probe = HttpProbe.to(server.url("/health"), HttpExpectation.OK, Dialogue.PATIENCE);
            assertThat(probe.ask()).isEqualTo(new NotYet("answered " + status + (status == 204 ? "" : ": down")));
        }
    }

    @Test
    void readsChunksAndSkipsInterimAnswers() throws IOException {
        String answer = String.join(
                "\r\n",
                List.of(
                        "HTTP/1.1 102 Processing",
                        "",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "3;x=y",
                        "all",
                        "5",
                        " well",
                        "0",
                        "",
                        ""));
        try (ScriptedServer server = answering(answer)) {
            HttpProbe probe = HttpProbe.to(server.url("/"), HttpExpectation.OK, Dialogue.PATIENCE);
            assertThat(probe.ask()).isInstanceOf(Ready.class);
            assertThat(probe.lastAnswer()).contains(new HttpAnswer(200, "all well"));
        }
    }

    @Test
    void anEndlessBodyIsReadOnlyAsFarAsAMessageNeeds() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(client -> {
            readRequest(client.getInputStream());
            client.getOutputStream().write("HTTP/1.1 500 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] noise = "\u001b[2Jnoise ".repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (!client.isClosed()) {
                client.getOutputStream().write(noise);
            }
        })) {
            ProbeResult answer = HttpProbe.to(server.url("/"), HttpExpectation.OK, Dialogue.PATIENCE)
                    .ask();
            assertThat(answer.why()).startsWith("answered 500: [2Jnoise").hasSizeLessThan(400);
            assertThat(answer.why()).doesNotContain("\u001b");
        }
    }

    @Test
    void whatIsNotHttpIsNotYet() throws IOException {
        try (ScriptedServer server = answering("SSH-2.0-OpenSSH\r\n")) {
            assertThat(HttpProbe.to(server.url("/"), HttpExpectation.OK, Dialogue.PATIENCE)
                            .ask())
                    .isEqualTo(new NotYet("not an HTTP answer: SSH-2.0-OpenSSH"));
        }
    }

    @Test
    void aServerThatHangsIsGivenUpAfterTheProbesPatience() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.playing(client -> client.getInputStream().transferTo(new ByteArrayOutputStream()))) {
            HttpProbe probe =
                    new HttpProbe(server.url("/"), HttpExpectation.OK, server.connector(), Duration.ofMillis(150));
            assertThat(probe.ask().why()).contains("no answer within 0.2 s");
            assertThat(probe.lastAnswer()).isEmpty();
        }
    }

    @Test
    void goesByTheWayThatItIsGivenAndNamesTheHostOfTheUrl() throws IOException {
        AtomicReference<String> request = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.playing(client -> {
            request.set(readRequest(client.getInputStream()));
            client.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            URI url = URI.create("http://api-gateway:8000");
            assertThat(HttpProbe.through(server.connector(), url, HttpExpectation.OK, Dialogue.PATIENCE)
                            .ask())
                    .isInstanceOf(Ready.class);
            assertThat(request.get()).startsWith("GET / HTTP/1.1\r\nHost: api-gateway:8000\r\n");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsNever(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
        server.start();
        try {
            URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/health");
            assertThat(HttpProbe.to(url, HttpExpectation.OK, Dialogue.PATIENCE).ask())
                    .isInstanceOfSatisfying(
                            Never.class, never -> assertThat(never.next()).contains("certificate"));
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "x",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static ScriptedServer answering(String answer) throws IOException {
        return ScriptedServer.playing(client -> {
            readRequest(client.getInputStream());
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            request.append((char) in.read());
        }
        return request.toString();
    }
}
