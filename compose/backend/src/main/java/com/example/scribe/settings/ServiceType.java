package com.example.scribe.settings;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a container of the one backend image is: the environment variable {@code SERVICE_TYPE} says it. */
public enum ServiceType {
    MIGRATE("migrate"),
    API_GATEWAY("api-gateway"),
    AGENT_WORLDSMITH("agent-worldsmith"),
    AGENT_PLOTMASTER("agent-plotmaster");

    private final String label;

    ServiceType(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static ServiceType read(Env env) {
        String label = env.text("SERVICE_TYPE", "");
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new BadSettings("SERVICE_TYPE is '" + label
                        + "', which is no service of this image. Set it to one of: "
                        + Arrays.stream(values()).map(ServiceType::label).collect(Collectors.joining(", "))));
    }
}
