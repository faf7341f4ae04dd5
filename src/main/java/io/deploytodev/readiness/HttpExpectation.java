package io.deploytodev.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an HTTP answer must be to count as ready; pure.
 *
 * @param statuses any of these
 * @param headers each header to a text that one of its values must contain, whatever its capitals; an empty text asks
 *     only that it is there
 * @param json what must hold for the body, in this order; none where the body may be anything
 */
public record HttpExpectation(Set<Integer> statuses, Map<String, String> headers, List<JsonAssertion> json) {

    /** Status 200, whatever else comes. */
    public static final HttpExpectation OK = new HttpExpectation(Set.of(200), Map.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BODY_FOR_A_MESSAGE = 2 * 1024;
    private static final int BODY_FOR_JSON = 256 * 1024;

    public HttpExpectation {
        statuses = Set.copyOf(statuses);
        headers = Map.copyOf(headers);
        json = List.copyOf(json);
    }

    static HttpExpectation status(int status) {
        return new HttpExpectation(Set.of(status), Map.of(), List.of());
    }

    int bodyNeeded() {
        return json.isEmpty() ? BODY_FOR_A_MESSAGE : BODY_FOR_JSON;
    }

    /** What is missing, in one sentence; empty when all is as it should be. */
    Optional<String> missing(HttpReply reply) {
        if (!statuses.contains(reply.status())) {
            return Optional.of("answered " + reply.answer());
        }
        List<String> faults = new ArrayList<>();
        new TreeMap<>(headers).forEach((name, text) -> header(reply, name, text).ifPresent(faults::add));
        if (!json.isEmpty()) {
            faults.addAll(json(reply));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("answered " + reply.status() + ", but " + String.join("; ", faults));
    }

    private static Optional<String> header(HttpReply reply, String name, String text) {
        List<String> values = reply.values(name);
        if (values.isEmpty()) {
            return Optional.of("without the header " + name);
        }
        boolean fits = values.stream().anyMatch(value -> value.toLowerCase(java.util.Locale.ROOT)
                .contains(text.toLowerCase(java.util.Locale.ROOT)));
        return fits
                ? Optional.empty()
                : Optional.of(
                        "the header " + name + " is " + Wording.oneLine(String.join(", ", values)) + ", not " + text);
    }

    private List<String> json(HttpReply reply) {
        JsonNode body;
        try {
            body = JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return List.of(
                    reply.body().length() >= BODY_FOR_JSON
                            ? "its body is too long to be looked into: more than " + BODY_FOR_JSON / 1024 + " KiB"
                            : "its body is not JSON: " + Wording.oneLine(reply.body()));
        }
        return json.stream().flatMap(each -> each.faults(body).stream()).toList();
    }

    /** The statuses in words, for whoever says what was expected. */
    @Override
    public String toString() {
        return "status " + new TreeSet<>(statuses) + (headers.isEmpty() ? "" : ", headers " + headers.keySet())
                + (json.isEmpty() ? "" : ", json " + json);
    }
}
