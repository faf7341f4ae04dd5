package io.deploytodev.init;

import io.deploytodev.init.Finding.Sureness;
import io.deploytodev.init.SketchedService.Build;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path at which a service says that it is well.
 *
 * @param from where that was read
 */
public record HealthGuess(String path, String from, Sureness sureness) {

    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^\\s/:\"']+(?::(?<port>\\$?\\{?[A-Za-z0-9_:-]+}?))?(?<path>/[^\\s\"'|;)&]*)");

    /** What asks its own address: its healthcheck, the one of its image, its source; empty when none of them tells. */
    static Optional<HealthGuess> of(Path root, GatewayGuess gateway) {
        Optional<HealthGuess> own = gateway.service().healthcheck().flatMap(check -> path(check.words(), gateway)
                .map(path -> new HealthGuess(path, check.place() + " (its healthcheck)", Sureness.SURE)));
        return own.or(() -> gateway.service().build().flatMap(build -> ofImage(root, build, gateway)));
    }

    private static Optional<HealthGuess> ofImage(Path root, Build build, GatewayGuess gateway) {
        return Dockerfile.read(root, build)
                .flatMap(Dockerfile::healthcheck)
                .flatMap(check -> path(check.words(), gateway)
                        .map(path -> new HealthGuess(path, check.place() + " (HEALTHCHECK)", Sureness.SURE)))
                .or(() -> Routes.in(root, build.context()).health());
    }

    /** Of an address at the port that is published; at another it cannot be asked from outside. */
    private static Optional<String> path(String words, GatewayGuess gateway) {
        Matcher address = ADDRESS.matcher(words);
        List<Integer> targets = gateway.service().ports().stream()
                .map(SketchedService.Port::target)
                .toList();
        while (address.find()) {
            String port = address.group("port");
            boolean isNumber = port != null && port.matches("\\d{1,5}");
            boolean isPublished = port == null
                    ? targets.contains(80) || targets.size() == 1
                    : !isNumber || targets.contains(Integer.parseInt(port));
            if (isPublished) {
                return Optional.of(address.group("path"));
            }
        }
        return Optional.empty();
    }
}
