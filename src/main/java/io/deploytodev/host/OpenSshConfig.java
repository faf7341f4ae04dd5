package io.deploytodev.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks OpenSSH itself what {@code ~/.ssh/config} and the machine's configuration say: nobody knows Match better. */
final class OpenSshConfig {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private OpenSshConfig() {}

    /**
     * {@code ssh -G}, which prints the outcome and connects to nothing.
     *
     * @param file instead of the user's configuration
     * @param user known better than the configuration, which may match on it
     * @param port likewise
     */
    static Command<SshSettings> ask(Optional<Path> file, String host, Optional<String> user, Optional<Integer> port) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-G", "-T"));
        file.ifPresent(path -> argv.addAll(List.of("-F", path.toString())));
        user.ifPresent(name -> argv.addAll(List.of("-l", name)));
        port.ifPresent(number -> argv.addAll(List.of("-p", Integer.toString(number))));
        argv.addAll(List.of("--", host));
        return Command.of(argv).within(DEADLINE).parsedBy(result -> parse(result.text()));
    }

    static SshSettings parse(String output) {
        Map<String, List<String>> values = new HashMap<>();
        output.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                values.computeIfAbsent(line.substring(0, space), key -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        });
        List<String> knownHosts = new ArrayList<>();
        values.getOrDefault("userknownhostsfile", List.of()).forEach(line -> knownHosts.addAll(paths(line)));
        values.getOrDefault("globalknownhostsfile", List.of()).forEach(line -> knownHosts.addAll(paths(line)));
        return new SshSettings(
                first(values, "hostname").orElse(""),
                first(values, "port").map(Integer::valueOf).orElse(22),
                first(values, "user").orElse(""),
                all(values, "identityfile"),
                all(values, "certificatefile"),
                first(values, "identitiesonly").filter("yes"::equals).isPresent(),
                first(values, "identityagent"),
                knownHosts,
                first(values, "hostkeyalias"),
                first(values, "proxyjump").filter(OpenSshConfig::isSomething),
                first(values, "proxycommand").filter(OpenSshConfig::isSomething),
                first(values, "connecttimeout")
                        .filter(OpenSshConfig::isSomething)
                        .map(Long::valueOf)
                        .map(Duration::ofSeconds));
    }

    /** OpenSSH prints names with spaces as they are; but it also prints nothing but full paths. */
    static List<String> paths(String line) {
        List<String> paths = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            if (paths.isEmpty() || word.startsWith("/") || word.startsWith("~") || isNone(word)) {
                paths.add(word);
            } else {
                paths.set(paths.size() - 1, paths.get(paths.size() - 1) + " " + word);
            }
        }
        paths.removeIf(OpenSshConfig::isNone);
        return paths;
    }

    private static Optional<String> first(Map<String, List<String>> values, String key) {
        return values.getOrDefault(key, List.of()).stream().findFirst();
    }

    private static List<String> all(Map<String, List<String>> values, String key) {
        return values.getOrDefault(key, List.of()).stream()
                .filter(OpenSshConfig::isSomething)
                .toList();
    }

    private static boolean isSomething(String value) {
        return !isNone(value);
    }

    private static boolean isNone(String value) {
        return value.equalsIgnoreCase("none") || value.isEmpty();
    }
}
