package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.event.DeployEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JsonConsoleTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonConsole console = new JsonConsole(new PrintStream(bytes, true, StandardCharsets.US_ASCII));

    @Test
    void each_event_is_one_line_with_documented_fields() {
        Events.ofEveryKind().forEach(console::accept);

        assertThat(printed()).isEqualTo("""
                        {"schema":1,"event":"runStarted","at":"2026-01-02T03:04:05Z","verb":"deploy","project":"scribe","host":"dev.example.internal","steps":["sync","build image","infrastructure"]}
                        {"schema":1,"event":"stepStarted","at":"2026-01-02T03:04:05.010Z","step":"sync"}
                        {"schema":1,"event":"stepProgress","at":"2026-01-02T03:04:05.020Z","step":"sync","done":500,"total":1000,"unit":"bytes"}
                        {"schema":1,"event":"stepFinished","at":"2026-01-02T03:04:05.350Z","step":"sync","outcome":"done","detail":"2 files, 1.0 kB","tookMs":340}
                        {"schema":1,"event":"notice","at":"2026-01-02T03:04:05.360Z","message":"4.1 GB of disk left"}
                        {"schema":1,"event":"stepStarted","at":"2026-01-02T03:04:05.400Z","step":"build image"}
                        {"schema":1,"event":"stepStarted","at":"2026-01-02T03:04:05.400Z","step":"infrastructure"}
                        {"schema":1,"event":"stepStatus","at":"2026-01-02T03:04:05.500Z","step":"infrastructure","status":"neo4j: not yet, connection refused"}
                        {"schema":1,"event":"stepOutput","at":"2026-01-02T03:04:05.600Z","step":"build image","line":"#5 [1/2] COPY pom.xml ."}
                        {"schema":1,"event":"stepFinished","at":"2026-01-02T03:04:13.800Z","step":"build image","outcome":"done","detail":"3 layers cached","tookMs":8400}
                        {"schema":1,"event":"stepFinished","at":"2026-01-02T03:05:10.400Z","step":"infrastructure","outcome":"unchanged","detail":"","tookMs":65000}
                        {"schema":1,"event":"commandEnded","at":"2026-01-02T03:05:10.450Z","where":"dev","command":"docker compose up --detach api-gateway","ending":"","tookMs":120}
                        {"schema":1,"event":"problemFound","at":"2026-01-02T03:05:10.460Z","file":"config/deploy.yml","line":3,"message":"projct is not known; did you mean project?"}
                        {"schema":1,"event":"planned","at":"2026-01-02T03:05:10.470Z","release":"20260101T030405Z-1-a1b2c3d","from":"ada@laptop","nothingToDo":false,"actions":[{"area":"service","action":"create","subjects":["worker"],"count":1,"cause":"it is not there","certain":true}]}
                        {"schema":1,"event":"runSucceeded","at":"2026-01-02T03:05:10.500Z","outcome":"succeeded","exitCode":0,"release":"20260102-030405-1-a1b2c3d","summary":"3 services changed","urls":{"api-gateway":"http://dev.example.internal:8000","health":"http://dev.example.internal:8000/health"},"stepTimesMs":{"sync":340,"build image":8400,"infrastructure":65000},"criticalPath":["sync","infrastructure"],"tookMs":65500,"nextCommands":[{"command":"deploy-to-dev logs api-gateway","purpose":"follow its log"},{"command":"deploy-to-dev status","purpose":"what runs now"}]}
                        {"schema":1,"event":"runFailed","at":"2026-01-02T03:05:10.600Z","outcome":"failed","exitCode":8,"kind":"build","what":"Never after a success, but shown","why":"mvn says no.\\nNothing was replaced.","next":"Mend it.","evidence":["ERROR: no"],"tookMs":65600}
                        """);
    }

    /** The compiler cannot hold it before Java 21. */
    @Test
    void every_kind_of_event_can_be_shown() {
        Set<Class<?>> shown =
                Events.ofEveryKind().stream().map(DeployEvent::getClass).collect(Collectors.toSet());

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(DeployEvent.class.getPermittedSubclasses()));
    }

    @Test
    void a_run_that_the_user_ended_is_no_failed_one() throws IOException {
        console.accept(Events.runStopped(1_000));

        JsonNode line = new ObjectMapper().readTree(printed());
        assertThat(line.get("outcome").asText()).isEqualTo("stopped");
        assertThat(line.get("exitCode").asInt()).isEqualTo(130);
    }

    @Test
    void lines_are_valid_UTF_8_whatever_comes_and_whatever_the_locale() throws IOException {
        console.accept(Events.output(0, "build \"x\"", "日本語 \\ \u001b[1m🚀\u0007 \ud83d"));

        JsonNode line = new ObjectMapper().readTree(printed());
        assertThat(line.get("line").asText()).isEqualTo("日本語 \\ 🚀");
        assertThat(line.get("step").asText()).isEqualTo("build \"x\"");
    }

    @Test
    void lines_from_several_threads_stay_whole() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String step = "step-" + i;
            threads.add(new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    console.accept(Events.output(n, step, "line " + n));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        ObjectMapper json = new ObjectMapper();
        List<String> lines = printed().lines().toList();
        assertThat(lines).hasSize(2000);
        for (String line : lines) {
            assertThat(json.readTree(line).get("event").asText()).isEqualTo("stepOutput");
        }
    }

    @Test
    void nothing_is_printed_after_it_was_closed() {
        console.close();
        console.accept(Events.notice(0, "late"));

        assertThat(printed()).isEmpty();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
