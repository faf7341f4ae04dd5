package io.deploytodev.init;

import io.deploytodev.init.Finding.Sureness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes down what was found as a {@code deploy.yml}: short, and commented where it is a guess; pure. */
public final class ConfigText {

    /** Where the file lies that takes in compose files of a folder. */
    public static final String INCLUDING = "config/compose.yml";

    private ConfigText() {}

    public static String of(ProjectSurvey survey, Server server) {
        List<String> lines = new ArrayList<>(List.of(
                "# Written by deploy-to-dev init. Look at it, then: deploy-to-dev config checks it, deploy-to-dev plan says what",
                "# a deploy would do. deploy-to-dev config --example shows every key with its meaning."));
        source(survey, lines);
        host(server, lines);
        compose(survey, lines);
        infrastructure(survey, lines);
        types(survey, lines);
        health(survey, lines);
        return String.join("\n", lines) + "\n";
    }

    /** What {@link #INCLUDING} holds, for compose files that use what lies outside their folder. */
    public static String including(ProjectSurvey survey) {
        String folder = SourceText.shown(survey.root(), survey.compose().directory());
        return "# Takes in the project's own, so that paths in them begin where they lie. Written by deploy-to-dev init.\n"
                + "include:\n  - path: ["
                + survey.compose().files().stream()
                        .map(file -> quoted(folder + "/" + file))
                        .collect(Collectors.joining(", "))
                + "]\n";
    }

    private static void source(ProjectSurvey survey, List<String> lines) {
        if (!survey.isSpread() && !survey.root().equals(survey.compose().directory())) {
            lines.add("source:");
            lines.add("  root: "
                    + quoted("../"
                            + SourceText.shown(survey.root(), survey.compose().directory()))
                    + "   # there the compose files lie, and all that they use");
        }
    }

    private static void host(Server server, List<String> lines) {
        lines.add("hosts:");
        lines.add("  dev:");
        lines.add("    address: " + quoted(server.address()));
        server.port().ifPresent(port -> lines.add("    port: " + port));
        server.user().ifPresent(user -> lines.add("    user: " + quoted(user)));
    }

    private static void compose(ProjectSurvey survey, List<String> lines) {
        List<String> body = new ArrayList<>();
        if (survey.isSpread()) {
            body.add("  files: [" + INCLUDING + "]");
        } else if (!survey.compose().isWhatComposeFinds()) {
            body.add("  files: ["
                    + survey.compose().files().stream().map(ConfigText::quoted).collect(Collectors.joining(", "))
                    + "]");
        }
        List<String> open = new ArrayList<>();
        survey.environment().ifPresent(file -> {
            String line = "env_file: " + quoted("../" + file.path());
            if (file.isThere()) {
                body.add("  " + line + "   # " + file.from() + "; it stays out of the tree");
            } else {
                open.add("# compose: {" + line + "}   # it is not there yet"
                        + file.example()
                                .map(example -> ": make it of " + example)
                                .orElse(""));
            }
        });
        if (!body.isEmpty()) {
            lines.add("compose:");
            lines.addAll(body);
            open.replaceAll(line -> line.replaceFirst("# compose: \\{(.*?)}", "  # $1"));
        }
        lines.addAll(open);
    }

    private static void infrastructure(ProjectSurvey survey, List<String> lines) {
        if (!survey.infrastructure().isEmpty()) {
            lines.add("# infrastructure: " + list(survey.infrastructure())
                    + "   # starts first; known by the images, so it need not be said");
        }
    }

    private static void types(ProjectSurvey survey, List<String> lines) {
        if (!survey.types().isEmpty()) {
            lines.add("types:   # for --type");
            survey.types().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(type -> lines.add("  " + type.getKey() + ": " + list(type.getValue())));
        }
    }

    private static void health(ProjectSurvey survey, List<String> lines) {
        if (survey.gateway().isEmpty()) {
            lines.add(
                    "# No service publishes a port that other machines reach, so nothing is asked at the end of a deploy.");
            return;
        }
        GatewayGuess gateway = survey.gateway().get();
        Optional<HealthGuess> health = survey.health();
        Optional<Integer> port = survey.portToName();
        String mapping = "{" + port.map(number -> "port: " + number + ", ").orElse("") + "path: "
                + quoted(health.map(HealthGuess::path).orElse("/")) + "}";
        if (health.isEmpty()) {
            lines.add("# health: " + mapping + "   # no health address was found: name a path of "
                    + gateway.service().name() + " that answers 200");
        } else if (health.get().sureness() == Sureness.UNSURE) {
            lines.add("# health: " + mapping + "   # " + health.get().from()
                    + ", but routes are mounted elsewhere: look");
        } else {
            lines.add("health: " + mapping + "   # asked at the end of a deploy; "
                    + health.get().from());
        }
    }

    private static String list(List<String> names) {
        return names.stream().map(ConfigText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** As YAML and the tool's variables take it for itself. */
    static String quoted(String text) {
        String escaped = text.replace("$", "$$");
        boolean isPlain = escaped.matches("[A-Za-z0-9_./~][A-Za-z0-9_./~@+-]*")
                && !escaped.matches("[0-9.eE+-]+|0x.*|(?i)(true|false|yes|no|on|off|null|y|n|~)");
        return isPlain ? escaped : "'" + escaped.replace("'", "''") + "'";
    }
}
