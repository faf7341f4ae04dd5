package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a configuration means, as people and programs read it; pure. */
final class ConfigSummary {

    private static final int SCHEMA = 1;

    private ConfigSummary() {}

    /** For people. */
    static List<String> summary(DeployConfig config, HostEntry host) {
        return List.of(
                config.file() + " is valid.",
                "project  " + config.project() + ", from " + config.source().root(),
                "host     " + host.name() + ", " + host.address(),
                "compose  " + String.join(", ", config.compose().files()),
                "health   " + config.health().map(ConfigSummary::address).orElse("nothing is asked at the end"));
    }

    private static String address(DeployConfig.Health health) {
        return health.url()
                .map(URI::toString)
                .orElseGet(() -> health.path() + " at "
                        + (health.port().isPresent() ? "port " + health.port().getAsInt() : "the published port"));
    }

    /** For programs: what the verbs would take, with all defaults; no variable's value is in it. */
    static String json(DeployConfig config, HostEntry host, Optional<String> hint) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", SCHEMA);
        object.put("file", config.file().toString());
        object.put("project", config.project());
        object.put("root", config.source().root().toString());
        object.put("host", host.name());
        object.put("address", host.address());
        object.put("hosts", config.hosts().keySet().stream().sorted().toList());
        object.put("composeFiles", config.compose().files());
        object.put("profiles", config.compose().profiles());
        object.put(
                "environmentFile",
                host.environment()
                        .or(() -> config.compose().environment())
                        .map(ConfigSummary::file)
                        .orElse(""));
        object.put("infrastructure", config.infrastructure().orElse(List.of()));
        object.put("types", new TreeMap<>(config.types()));
        object.put("health", config.health().map(ConfigSummary::address).orElse(""));
        object.put("note", hint.orElse(""));
        return JsonLine.of(object);
    }

    private static String file(Environment environment) {
        return environment instanceof Environment.OnWorkstation here
                ? here.file().toString()
                : ((Environment.OnHost) environment).file();
    }
}
