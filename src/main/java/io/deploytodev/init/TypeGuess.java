package io.deploytodev.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Services that are agents or frontends without being called as the tool knows them. */
final class TypeGuess {

    private static final Pattern KNOWN_AGENT = Pattern.compile("agent[-_].*");
    private static final Pattern AGENT = Pattern.compile("(.*[-_])?agents?([-_].*)?");

    private static final Pattern KNOWN_FRONTEND = Pattern.compile("frontend([-_].*)?|.*[-_]frontend");
    private static final Pattern FRONTEND = Pattern.compile("ui|.*[-_]ui|client|webapp|spa|www|website|dashboard");

    /** What only a page in a browser needs. */
    private static final Pattern BROWSER =
            Pattern.compile("\"(react-dom|vue|svelte|@angular/core|next|nuxt|preact|solid-js|vite)\"\\s*:");

    private TypeGuess() {}

    /** Type to its services, only where the names alone would not tell. */
    static Map<String, List<String>> of(Path root, List<SketchedService> backend) {
        Map<String, List<String>> types = new TreeMap<>();
        put(types, "agents", backend, KNOWN_AGENT, TypeGuess::isAgent);
        put(types, "frontend", backend, KNOWN_FRONTEND, service -> isFrontend(root, service));
        return types;
    }

    private static void put(
            Map<String, List<String>> types,
            String type,
            List<SketchedService> backend,
            Pattern known,
            java.util.function.Predicate<SketchedService> isOne) {
        List<String> names = backend.stream()
                .filter(service -> known.matcher(service.name()).matches() || isOne.test(service))
                .map(SketchedService::name)
                .sorted()
                .toList();
        if (names.stream().anyMatch(name -> !known.matcher(name).matches())) {
            types.put(type, names);
        }
    }

    private static boolean isAgent(SketchedService service) {
        return AGENT.matcher(service.name()).matches()
                || AGENT.matcher(service.environment().getOrDefault("SERVICE_TYPE", ""))
                        .matches();
    }

    private static boolean isFrontend(Path root, SketchedService service) {
        return FRONTEND.matcher(service.name()).matches()
                || service.build()
                        .map(build ->
                                SourceText.lines(root.resolve(build.context())
                                                .resolve("package.json")
                                                .normalize())
                                        .stream()
                                        .anyMatch(line -> BROWSER.matcher(line).find()))
                        .orElse(false);
    }
}
