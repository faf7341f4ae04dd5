package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.deploytodev.config.Notify;
import io.deploytodev.config.Schedule.Telling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages to real receivers on the loopback. */
@Timeout(60)
class HttpMessengerTest {

    private static final String SECRET = "a-key-that-nobody-guesses";

    private final VirtualTime time = new VirtualTime("2026-11-21T02:10:00Z");
    private final List<Received> received = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer server;

    private record Received(String method, String path, String signature, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signature = exchange.getRequestHeaders().getFirst(HttpMessenger.SIGNATURE);
            synchronized (received) {
                received.add(new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        signature == null ? "" : signature,
                        body));
            }
            exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.remove(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void a_failure_is_told_in_full_and_signed_over_the_very_bytes() throws Exception {
        String told = messenger(Notify.Format.JSON, address("/hook?token=t0p")).tell(record(8), Optional.empty(), on());

        assertThat(told).isEqualTo("webhook: sent (failure)");
        Received message = received.get(0);
        assertThat(message.signature()).isEqualTo(Message.signature(message.body(), SECRET));
        JsonNode json = new ObjectMapper().readTree(message.body());
        assertThat(json.path("event").asText()).isEqualTo("failure");
        assertThat(json.path("text").asText())
                .isEqualTo("shop on dev, nightly: not deployed. The image did not build.");
        assertThat(json.path("run").path("exitCode").asInt()).isEqualTo(8);
        assertThat(json.path("run").path("ref").asText()).isEqualTo("origin/main");
    }

    @Test
    void the_signature_is_the_one_that_others_compute() {
        // echo -n '{"a":1}' | openssl dgst -sha256 -hmac key
        assertThat(Message.signature("{\"a\":1}", "key"))
                .isEqualTo("sha256=88a67f24bbcdaed0e6c997404bb79a743baf44c6bab2f4c27328e3009d22e342");
    }

    @Test
    void slack_gets_the_shape_that_it_takes_with_its_own_signs_escaped() throws Exception {
        messenger(Notify.Format.SLACK, address("/services/x")).tell(record(8), Optional.empty(), on());

        JsonNode json = new ObjectMapper().readTree(received.get(0).body());
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.path("text").asText())
                .isEqualTo(
                        "*shop on dev, nightly: not deployed.*\nThe image did not build.\n> x &lt; y &amp; z\nMend it.");
    }

    @Test
    void recovery_is_told_once_and_success_only_to_those_who_want_all() {
        Messenger messenger = messenger(Notify.Format.JSON, address("/hook"));

        assertThat(messenger.tell(record(0), Optional.of(record(8)), on())).isEqualTo("webhook: sent (recovery)");
        assertThat(messenger.tell(record(0), Optional.of(record(0)), on())).isEmpty();
        assertThat(messenger.tell(record(0), Optional.of(record(0)), Set.of(Telling.ALWAYS)))
                .isEqualTo("webhook: sent (success)");
        assertThat(messenger.tell(record(8), Optional.of(record(8)), Set.of(Telling.RECOVERY)))
                .isEmpty();
    }

    @Test
    void a_receiver_that_is_not_well_is_asked_again_and_one_that_refuses_is_not() {
        answers.addAll(List.of(503, 500, 200));
        assertThat(messenger(Notify.Format.JSON, address("/hook")).tell(record(8), Optional.empty(), on()))
                .isEqualTo("webhook: sent (failure)");
        assertThat(received).hasSize(3);

        received.clear();
        answers.add(404);
        assertThat(messenger(Notify.Format.JSON, address("/hook")).tell(record(8), Optional.empty(), on()))
                .isEqualTo("webhook: not sent, it answered 404");
        assertThat(received).hasSize(1);
    }

    @Test
    void a_receiver_whose_answer_never_ends_has_answered() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("and so ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(messenger(Notify.Format.JSON, address("/endless")).tell(record(8), Optional.empty(), on()))
                    .isEqualTo("webhook: sent (failure)");
        } finally {
            over.countDown();
        }
    }

    @Test
    void nobody_there_ends_after_some_tries_and_the_address_is_never_told() {
        server.stop(0);

        String told = messenger(Notify.Format.JSON, address("/hook?token=t0p")).tell(record(8), Optional.empty(), on());

        assertThat(told).isEqualTo("webhook: not sent, it cannot be reached, 5 times");
        assertThat(time.pauses()).hasSize(4);
        assertThat(messenger(Notify.Format.JSON, "t0p secret").tell(record(8), Optional.empty(), on()))
                .isEqualTo("webhook: not sent, its variable holds no address");
        assertThat(messenger(Notify.Format.JSON, "file:///etc/passwd").tell(record(8), Optional.empty(), on()))
                .startsWith("webhook: not sent, its variable holds no address");
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        Notify unset = new Notify(
                Optional.of("HOOK"), Optional.empty(), Notify.Format.JSON, on(), Optional.of("PING"), Map.of());

        assertThat(new HttpMessenger(unset, time, time::pass).tell(record(8), Optional.empty(), on()))
                .isEqualTo("webhook: not sent, HOOK is not set");
        assertThat(new HttpMessenger(unset, time, time::pass).tell(record(0), Optional.empty(), on()))
                .isEqualTo("dead man: not asked, PING is not set");
    }

    @Test
    void the_dead_man_hears_of_runs_that_went_well_alone() {
        Notify notify = new Notify(
                Optional.empty(),
                Optional.empty(),
                Notify.Format.JSON,
                on(),
                Optional.of("PING"),
                Map.of("PING", address("/ping/abc")));

        assertThat(new HttpMessenger(notify, time, time::pass).tell(record(0), Optional.empty(), on()))
                .isEqualTo("dead man: asked");
        assertThat(new HttpMessenger(notify, time, time::pass).tell(record(8), Optional.empty(), on()))
                .isEmpty();
        assertThat(received).containsExactly(new Received("GET", "/ping/abc", "", ""));
    }

    private Messenger messenger(Notify.Format format, String address) {
        Notify notify = new Notify(
                Optional.of("HOOK"),
                Optional.of("KEY"),
                format,
                on(),
                Optional.empty(),
                Map.of("HOOK", address, "KEY", SECRET));
        return new HttpMessenger(notify, time, time::pass);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Set<Telling> on() {
        return Set.of(Telling.FAILURE, Telling.RECOVERY);
    }

    static RunRecord record(int exitCode) {
        return new RunRecord(
                RunRecord.SCHEMA,
                "20261121T020004Z-nightly",
                "nightly",
                "shop",
                "dev",
                "Europe/Berlin",
                "ada@nightly",
                "2026-11-21T02:00:00Z",
                "2026-11-21T02:00:04Z",
                "2026-11-21T02:04:09Z",
                "origin/main",
                "1a2b3c4",
                "main",
                exitCode == 0 ? "healthy" : "build",
                exitCode,
                exitCode == 0 ? "1a2b3c4 of main is deployed, as release r1." : "The image did not build.",
                exitCode == 0 ? "" : "x < y & z",
                exitCode == 0 ? "" : "Mend it.",
                exitCode == 0 ? "r1" : "",
                1,
                List.of(),
                Map.of("image", 61_000L),
                "");
    }
}
