package io.deploytodev.config;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What Jazzer calls with each input: whatever stands in a configuration, it is read, or refused in words; never with another
 * exception, never after a long time.
 */
public final class ConfigFuzz {

    private static final Duration LONG = Duration.ofSeconds(8);

    /** A line that begins so sets a variable: {@code #!NAME=value}. */
    private static final String VARIABLE = "#!";

    private static final Path FILE = Path.of("/nonexistent/app/config/deploy.yml");

    private ConfigFuzz() {}

    /** The name that Jazzer looks for. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long begin = System.nanoTime();
        try {
            check(new ConfigLoader(variables(text), Path.of("/nonexistent/home")).load(FILE, text));
        } catch (DeployFailure failure) {
            require(failure.kind() == FailureKind.CONFIG, "another kind: " + failure.kind());
            require(
                    !failure.what().isBlank()
                            && !failure.why().isBlank()
                            && !failure.next().isBlank(),
                    "no words");
        }
        require(Duration.ofNanos(System.nanoTime() - begin).compareTo(LONG) < 0, "it took too long");
    }

    /** What everything after the loader relies on. */
    static void check(DeployConfig config) {
        require(config.project().matches("[a-z0-9][a-z0-9_-]*"), "a project " + config.project());
        require(config.hosts().containsKey(config.defaultHost()), "no host " + config.defaultHost());
        config.hosts().values().forEach(host -> {
            require(host.address().matches("[^-\\p{Cntrl}\\s][^\\p{Cntrl}\\s]*"), "an address " + host.address());
            require(host.user().map(user -> !user.startsWith("-")).orElse(true), "a user " + host.user());
        });
        config.compose()
                .files()
                .forEach(file -> require(
                        !Path.of(file).normalize().startsWith("..") && !file.startsWith("/"), "a file " + file));
        config.hooks().values().forEach(hook -> {
            require(!hook.command().isEmpty() && !hook.command().get(0).isBlank(), "an empty hook");
            require(hook.command().stream().noneMatch(word -> word.indexOf('\0') >= 0), "a NUL");
            require(!hook.timeout().isNegative() && !hook.timeout().isZero(), "no time");
        });
    }

    private static void require(boolean truth, String message) {
        if (!truth) {
            throw new AssertionError(message);
        }
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>(Map.of("HOME", "/nonexistent/home", "DB_PASSWORD", "hunter22"));
        text.lines().filter(line -> line.startsWith(VARIABLE)).forEach(line -> {
            String[] halves = line.substring(VARIABLE.length()).split("=", 2);
            variables.put(halves[0], halves[halves.length - 1]);
        });
        return variables;
    }
}
