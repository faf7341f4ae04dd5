package io.deploytodev.init;

import io.deploytodev.config.LooseYaml;
import io.deploytodev.init.SketchedService.Build;
import io.deploytodev.init.SketchedService.EnvFile;
import io.deploytodev.init.SketchedService.Healthcheck;
import io.deploytodev.init.SketchedService.Port;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one service of a compose file, as far as it goes; paths become relative to the project. */
final class ServiceSketch {

    /** {@code [address:]published:target[/protocol]}; of a range, the first. */
    private static final Pattern PORT = Pattern.compile(
            "(?:(?<address>\\[[^]]*]|[^:]+):)?(?<published>\\d+)(?:-\\d+)?:(?<target>\\d+)(?:-\\d+)?(?:/tcp)?");

    private static final Pattern OWN_LOOPBACK = Pattern.compile("127\\..*|localhost|\\[?::1]?");

    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S+");

    private final Path root;
    private final Path base;
    private final String file;

    /**
     * @param root of the project
     * @param base what paths in the file are relative to
     * @param file as it is shown
     */
    ServiceSketch(Path root, Path base, String file) {
        this.root = root;
        this.base = base;
        this.file = file;
    }

    SketchedService service(String name, LooseYaml entry) {
        return new SketchedService(
                name,
                at(entry),
                entry.at("image").text().filter(image -> !image.isBlank()),
                build(entry.at("build")),
                entry.at("ports").items().stream()
                        .flatMap(port -> port(port).stream())
                        .toList(),
                entry.at("env_file").items().stream()
                        .flatMap(item -> envFile(item).stream())
                        .toList(),
                healthcheck(entry.at("healthcheck")),
                Set.copyOf(entry.at("profiles").texts()),
                dependencies(entry.at("depends_on")),
                environment(entry.at("environment")),
                words(entry.at("entrypoint")),
                words(entry.at("command")));
    }

    /** What it mounts of the project; what is absolute, or a volume, is none of it. */
    List<String> mounts(LooseYaml entry) {
        return entry.at("volumes").items().stream()
                .flatMap(volume ->
                        volume.text().map(text -> text.split(":", 2)[0]).or(volume.at("source")::text).stream())
                .filter(source -> source.startsWith("."))
                .map(this::relative)
                .toList();
    }

    private Optional<Build> build(LooseYaml entry) {
        Optional<String> context = entry.text().or(entry.at("context")::text);
        if (context.isEmpty() && entry.entries().isEmpty()) {
            return Optional.empty();
        }
        String path = context.orElse(".");
        boolean isElsewhere = path.contains("://") || path.startsWith("git@");
        return Optional.of(new Build(
                isElsewhere ? path : relative(path),
                entry.at("dockerfile").text().orElse("Dockerfile"),
                at(entry)));
    }

    private Optional<Port> port(LooseYaml entry) {
        Optional<String> text = entry.text();
        if (text.isEmpty()) {
            Optional<Integer> published = entry.at("published").text().flatMap(ServiceSketch::number);
            Optional<Integer> target = entry.at("target").text().flatMap(ServiceSketch::number);
            boolean isTcp = !entry.at("protocol").text().orElse("tcp").equals("udp");
            boolean isOpen =
                    entry.at("host_ip").text().filter(ServiceSketch::isOwn).isEmpty();
            return isTcp && published.isPresent() && target.isPresent()
                    ? Optional.of(new Port(published.get(), target.get(), isOpen, at(entry)))
                    : Optional.empty();
        }
        Matcher port = PORT.matcher(text.get());
        if (!port.matches()) {
            return Optional.empty();
        }
        String address = port.group("address");
        return number(port.group("published")).flatMap(published -> number(port.group("target"))
                .map(target -> new Port(published, target, address == null || !isOwn(address), at(entry))));
    }

    private Optional<EnvFile> envFile(LooseYaml entry) {
        boolean isRequired = !entry.at("required").text().orElse("true").equals("false");
        return entry.text().or(entry.at("path")::text).map(path -> new EnvFile(relative(path), isRequired, at(entry)));
    }

    private Optional<Healthcheck> healthcheck(LooseYaml entry) {
        String words = String.join(" ", entry.at("test").texts());
        boolean isOff = words.isEmpty()
                || words.startsWith("NONE")
                || entry.at("disable").text().orElse("").equals("true");
        return isOff ? Optional.empty() : Optional.of(new Healthcheck(words, at(entry.at("test"))));
    }

    private static Set<String> dependencies(LooseYaml entry) {
        return Stream.concat(entry.entries().keySet().stream(), entry.texts().stream())
                .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> environment(LooseYaml entry) {
        Map<String, String> environment = new LinkedHashMap<>();
        entry.entries()
                .forEach((name, value) -> environment.put(name, value.text().orElse("")));
        for (String assignment : entry.texts()) {
            String[] parts = assignment.split("=", 2);
            environment.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return environment;
    }

    private Place at(LooseYaml entry) {
        return new Place(file, entry.line());
    }

    /** Of a path outside the project it keeps the way there. */
    private String relative(String path) {
        try {
            String relative =
                    root.relativize(base.resolve(path).normalize()).toString().replace('\\', '/');
            return relative.isEmpty() ? "." : relative;
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** A text is words for a program, as Compose splits it. */
    private static List<String> words(LooseYaml entry) {
        return entry.text()
                .map(text -> WORD.matcher(text)
                        .results()
                        .map(word -> word.group().replaceAll("^(['\"])(.*)\\1$", "$2"))
                        .toList())
                .orElseGet(entry::texts);
    }

    private static boolean isOwn(String address) {
        return OWN_LOOPBACK.matcher(address).matches();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,5}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
