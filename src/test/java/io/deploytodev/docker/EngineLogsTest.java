package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLogsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aQuestionSaysTimesToTheNanosecond() {
        assertThat(new LogQuery("abc", true, 20, 7 * SECOND + 5, 8 * SECOND).path())
                .isEqualTo("/v1.44/containers/abc/logs?stdout=1&stderr=1&timestamps=1&tail=20&follow=1"
                        + "&since=7.000000005&until=8.000000000");
        assertThat(new LogQuery("abc", false, LogQuery.ALL, 0, 0).path())
                .isEqualTo("/v1.44/containers/abc/logs?stdout=1&stderr=1&timestamps=1&tail=all");
    }

    @Test
    void aFilterIsSaidInJson() throws Exception {
        assertThat(EngineLogs.filters(Map.of("label", List.of("a=b c"))))
                .isEqualTo("%7B%22label%22%3A%5B%22a%3Db+c%22%5D%7D");
    }

    @ParameterizedTest
    @CsvSource({"start, STARTED", "destroy, REMOVED"})
    void anEventSaysWhichContainerOfWhichService(String action, ContainerEvent.Kind kind) throws Exception {
        assertThat(EventAnswer.event(new ObjectMapper().readTree(event(action, "False"))))
                .hasValueSatisfying(event -> {
                    assertThat(event.kind()).isEqualTo(kind);
                    assertThat(event.nanos()).isEqualTo(1795268481188010330L);
                    assertThat(event.container())
                            .isEqualTo(new LoggedContainer(
                                    "c0ffee", "shop-web-2", "web", 2, kind == ContainerEvent.Kind.STARTED));
                });
    }

    @ParameterizedTest
    @CsvSource({"start, True", "exec_start: ls, False", "kill, False"})
    void otherEventsAndThoseOfSingleRunsAreLeftOut(String action, String oneOff) throws Exception {
        assertThat(EventAnswer.event(new ObjectMapper().readTree(event(action, oneOff))))
                .isEmpty();
    }

    private static String event(String action, String oneOff) {
        return """
                {"status": "x", "Type": "container", "Action": "%s", "timeNano": 1795268481188010330,
                 "Actor": {"ID": "c0ffee", "Attributes": {"name": "shop-web-2", "com.docker.compose.service": "web",
                   "com.docker.compose.oneoff": "%s", "com.docker.compose.container-number": "2"}}}
                """.formatted(action, oneOff);
    }
}
