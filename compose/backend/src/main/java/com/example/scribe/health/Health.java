package com.example.scribe.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** The answer of {@code GET /health}, in the shape in which it is sent. */
public record Health(String status, String service, String version, Map<String, Dependency> services) {

    public static final String HEALTHY = "healthy";
    public static final String UNHEALTHY = "unhealthy";

    /** One dependency's state; {@code error} only when there is one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Dependency(String status, double latencyMs, String error) {

        static Dependency healthy(double latencyMs) {
            return new Dependency(HEALTHY, latencyMs, null);
        }

        static Dependency unhealthy(double latencyMs, String error) {
            return new Dependency(UNHEALTHY, latencyMs, error);
        }

        boolean works() {
            return HEALTHY.equals(status);
        }
    }

    public static Health of(String service, String version, Map<String, Dependency> services) {
        boolean healthy = services.values().stream().allMatch(Dependency::works);
        return new Health(healthy ? HEALTHY : UNHEALTHY, service, version, services);
    }

    public Health withStatus(String other) {
        return new Health(other, service, version, services);
    }

    public boolean works() {
        return HEALTHY.equals(status);
    }
}
