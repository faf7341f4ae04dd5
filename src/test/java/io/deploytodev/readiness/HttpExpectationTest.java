package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.HttpReply.Header;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpExpectationTest {

    private static final String HEALTH = """
            {"status": "healthy", "services": {"stt": "healthy", "llm": "loading"}, "ready": true, "workers": 2,
             "queues": [{"lag": 0}, {"lag": 7}], "empty": {}, "nothing": null}""";

    @ParameterizedTest
    @CsvSource({"status, healthy", "services.stt, healthy", "ready, true", "workers, 2", "queues.1.lag, 7"})
    void aValueIsFoundByItsPath(String path, String value) {
        assertThat(missing(path, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services.llm | services.llm is loading, not healthy",
                "services.* | services.llm is loading, not healthy",
                "queues.*.lag | queues.0.lag is 0, not healthy; queues.1.lag is 7, not healthy",
                "services | services is {\"stt\":\"healthy\",\"llm\":\"loading\"}, not healthy",
                "services.tts | services.tts is missing, not healthy",
                "empty.* | empty.* is missing, not healthy",
                "nothing | nothing is null, not healthy",
            })
    void whatIsOtherwiseIsSaid(String path, String fault) {
        assertThat(missing(path, "healthy")).isEqualTo("answered 200, but " + fault);
    }

    @Test
    void oneOfSeveralValuesIsEnoughAndNoneAsksOnlyThatItIsThere() {
        assertThat(missing("services.*", "healthy", "loading")).isEmpty();
        assertThat(missing("workers")).isEmpty();
        assertThat(missing("nothing")).endsWith("nothing is null");
    }

    @Test
    void aBodyThatIsNoJsonIsShown() {
        HttpExpectation expected = json(new JsonAssertion("status", List.of()));
        assertThat(expected.missing(new HttpReply(200, List.of(), "<h1>Hello\u001b</h1>")))
                .contains("answered 200, but its body is not JSON: <h1>Hello </h1>");
    }

    @Test
    void aHeaderMustContainItsText() {
        HttpExpectation expected =
                new HttpExpectation(Set.of(200, 204), Map.of("Content-Type", "application/json"), List.of());
        assertThat(expected.missing(reply(204, "content-type", "Application/JSON; charset=utf-8")))
                .isEmpty();
        assertThat(expected.missing(reply(200, "content-type", "text/html")))
                .contains("answered 200, but the header Content-Type is text/html, not application/json");
        assertThat(expected.missing(reply(200, "x", "y")))
                .contains("answered 200, but without the header Content-Type");
    }

    @Test
    void anotherStatusIsSaidBeforeAnythingElse() {
        assertThat(json(new JsonAssertion("a", List.of())).missing(new HttpReply(503, List.of(), "down")))
                .contains("answered 503: down");
    }

    private static String missing(String path, String... allowed) {
        return json(new JsonAssertion(path, List.of(allowed)))
                .missing(new HttpReply(200, List.of(), HEALTH))
                .orElse("");
    }

    private static HttpExpectation json(JsonAssertion assertion) {
        return new HttpExpectation(Set.of(200), Map.of(), List.of(assertion));
    }

    private static HttpReply reply(int status, String header, String value) {
        return new HttpReply(status, List.of(new Header(header, value)), "");
    }
}
