package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a service of a resolved model is to be run: what a deploy leaves to Compose, and a doctor looks at.
 *
 * @param healthcheck as Compose writes it, {@code CMD-SHELL, curl …}; empty when the model says nothing of it
 * @param healthcheckOff whether the model switches off the one that the image may have
 * @param restart the policy, with the name that Compose gives it; empty for none
 * @param logDriver empty for the engine's own choice
 * @param logLimited whether a size is named at which its log is rotated
 * @param memoryLimit in bytes; empty for none
 * @param user empty for the image's
 * @param published the ports of the container that the host opens to somebody
 * @param hostNetwork whether it sees the host's own network
 * @param mounts the places in the container where something of the host or a volume lies
 */
public record ServiceSettings(
        List<String> healthcheck,
        boolean healthcheckOff,
        String restart,
        Optional<String> logDriver,
        boolean logLimited,
        OptionalLong memoryLimit,
        Optional<String> user,
        List<Integer> published,
        boolean hostNetwork,
        List<String> mounts) {

    public ServiceSettings {
        healthcheck = List.copyOf(healthcheck);
        published = List.copyOf(published);
        mounts = List.copyOf(mounts);
    }

    /** Those of one service. */
    public static ServiceSettings of(ComposeModel model, String service) {
        JsonNode node = model.root().path("services").path(service);
        JsonNode check = node.path("healthcheck");
        List<String> test = texts(check.path("test"));
        boolean off = check.path("disable").asBoolean()
                || (test.size() == 1 && test.get(0).equals("NONE"));
        List<Integer> published = new ArrayList<>();
        node.path("ports").elements().forEachRemaining(port -> {
            if (port.path("protocol").asText("tcp").equals("tcp")) {
                published.add(port.path("target").asInt());
            }
        });
        List<String> mounts = new ArrayList<>();
        node.path("volumes")
                .elements()
                .forEachRemaining(volume -> mounts.add(volume.path("target").asText("")));
        node.path("configs")
                .elements()
                .forEachRemaining(config -> mounts.add(config.path("target").asText("")));
        return new ServiceSettings(
                off ? List.of() : test,
                off,
                restart(node),
                Optional.ofNullable(node.path("logging").path("driver").textValue()),
                !node.path("logging")
                        .path("options")
                        .path("max-size")
                        .asText("")
                        .isEmpty(),
                memory(node),
                Optional.ofNullable(node.path("user").textValue()),
                published,
                node.path("network_mode").asText("").equals("host"),
                mounts);
    }

    private static String restart(JsonNode node) {
        String restart = node.path("restart").asText("");
        String condition =
                node.path("deploy").path("restart_policy").path("condition").asText("");
        if (restart.equals("no")) {
            return "";
        }
        return !restart.isEmpty() ? restart : condition.equals("none") ? "" : condition;
    }

    private static OptionalLong memory(JsonNode node) {
        String text = node.path("deploy")
                .path("resources")
                .path("limits")
                .path("memory")
                .asText(node.path("mem_limit").asText(""));
        return text.matches("[1-9]\\d{0,17}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.elements().forEachRemaining(word -> texts.add(ServiceReader.unescape(word.asText())));
        return texts;
    }
}
