package io.deploytodev.deploy;

import io.deploytodev.config.NearestName;
import io.deploytodev.config.ServicePattern;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which services a deploy is about.
 *
 * @param services names or patterns with {@code *}
 * @param types names of groups: those of the configuration, and {@code infra}, {@code backend}, {@code agents} and
 *     {@code frontend}
 */
public record Selection(List<String> services, List<String> types) {

    /** Everything that the model holds. */
    public static final Selection EVERYTHING = new Selection(List.of(), List.of());

    private static final List<String> BUILT_IN = List.of("infra", "backend", "agents", "frontend");

    private static final List<ServicePattern> AGENTS =
            List.of(new ServicePattern("agent-*"), new ServicePattern("agent_*"));

    private static final List<ServicePattern> FRONTEND = Stream.of(
                    "frontend", "frontend-*", "frontend_*", "*-frontend", "*_frontend")
            .map(ServicePattern::new)
            .toList();

    public Selection {
        services = List.copyOf(services);
        types = List.copyOf(types);
    }

    boolean isEverything() {
        return services.isEmpty() && types.isEmpty();
    }

    /**
     * The names of the selected services.
     *
     * @throws DeployFailure of kind USAGE when a service or a type does not exist
     */
    Set<String> in(ComposeModel model, Set<String> infrastructure, Map<String, List<String>> configured) {
        Set<String> all = model.services().keySet();
        if (isEverything()) {
            return all;
        }
        Map<String, List<String>> known = knownTypes(all, infrastructure, configured);
        List<String> patterns = new ArrayList<>(services);
        for (String type : types) {
            List<String> meant = known.get(type);
            if (meant == null && BUILT_IN.contains(type)) {
                throw empty(type, known.keySet());
            }
            if (meant == null) {
                throw unknown("type", type, known.keySet());
            }
            patterns.addAll(meant);
        }
        Set<String> selected = new LinkedHashSet<>();
        for (String pattern : patterns) {
            List<String> matching =
                    all.stream().filter(new ServicePattern(pattern)::matches).toList();
            if (matching.isEmpty()) {
                throw unknown("service", pattern, all);
            }
            selected.addAll(matching);
        }
        return selected;
    }

    private static Map<String, List<String>> knownTypes(
            Set<String> all, Set<String> infrastructure, Map<String, List<String>> configured) {
        Set<String> backend = new TreeSet<>(all);
        backend.removeAll(infrastructure);
        List<String> frontend = matching(FRONTEND, backend);
        frontend.forEach(backend::remove);
        Map<String, List<String>> known = new HashMap<>();
        known.put("infra", infrastructure.stream().sorted().toList());
        known.put("backend", List.copyOf(backend));
        known.put("agents", matching(AGENTS, backend));
        known.put("frontend", frontend);
        known.putAll(configured);
        known.values().removeIf(List::isEmpty);
        return known;
    }

    private static List<String> matching(List<ServicePattern> patterns, Set<String> services) {
        return services.stream()
                .filter(service -> patterns.stream().anyMatch(pattern -> pattern.matches(service)))
                .toList();
    }

    private static DeployFailure empty(String type, Set<String> known) {
        return new DeployFailure(
                FailureKind.USAGE,
                "No service is of type " + type + ".",
                "The types that have services are: " + String.join(", ", new TreeSet<>(known)) + ".",
                "Name one of them with --type, or a service with --service; infrastructure and types in deploy.yml say which"
                        + " services are of which type.");
    }

    private static DeployFailure unknown(String what, String name, Set<String> known) {
        return new DeployFailure(
                FailureKind.USAGE,
                "There is no " + what + " " + name + ".",
                "The " + what + "s are: " + String.join(", ", new TreeSet<>(known)) + ".",
                NearestName.of(name, known)
                                .map(nearest -> "Did you mean " + nearest + "? ")
                                .orElse("")
                        + "Name one of them with --" + what + ".");
    }
}
