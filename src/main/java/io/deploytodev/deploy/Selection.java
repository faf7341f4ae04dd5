package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
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

/**
 * Which services a deploy is about.
 *
 * @param services names or patterns with {@code *}
 * @param types names of groups: those of the configuration, and {@code infra}, {@code backend} and {@code agents}
 */
public record Selection(List<String> services, List<String> types) {

    /** Everything that the model holds. */
    public static final Selection EVERYTHING = new Selection(List.of(), List.of());

    private static final List<ServicePattern> AGENTS =
            List.of(new ServicePattern("agent-*"), new ServicePattern("agent_*"));

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
    Set<String> in(ComposeModel model, DeployConfig config) {
        Set<String> all = model.services().keySet();
        if (isEverything()) {
            return all;
        }
        Map<String, List<String>> known = knownTypes(all, config);
        List<String> patterns = new ArrayList<>(services);
        for (String type : types) {
            List<String> meant = known.get(type);
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

    private static Map<String, List<String>> knownTypes(Set<String> all, DeployConfig config) {
        Set<String> backend = new TreeSet<>(all);
        backend.removeAll(config.infrastructure());
        List<String> agents = backend.stream()
                .filter(service -> AGENTS.stream().anyMatch(pattern -> pattern.matches(service)))
                .toList();
        Map<String, List<String>> known = new HashMap<>();
        known.put("infra", config.infrastructure());
        known.put("backend", List.copyOf(backend));
        if (!agents.isEmpty()) {
            known.put("agents", agents);
        }
        known.putAll(config.types());
        return known;
    }

    private static DeployFailure unknown(String what, String name, Set<String> known) {
        return new DeployFailure(
                FailureKind.USAGE,
                "There is no " + what + " " + name + ".",
                "The " + what + "s are: " + String.join(", ", new TreeSet<>(known)) + ".",
                "Name one of them with --" + what + ".");
    }
}
