package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A copy of one of the projects of {@code src/it/projects}, in a git repository of its own. */
final class StrangersProject implements BeforeAllCallback, AfterAllCallback {

    /** What a working configuration must stay under. */
    private static final int FEW_LINES = 15;

    private final String name;
    private final DevHost host;
    private Path directory;

    private StrangersProject(String name, DevHost host) {
        this.name = name;
        this.host = host;
    }

    static StrangersProject on(DevHost host, String name) {
        return new StrangersProject(name, host);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        // Compose names a project by its directory.
        directory = Files.createTempDirectory("deploy-to-dev-it-stranger-").resolve(name);
        Path from = Path.of("src/it/projects", name).toRealPath();
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, directory.resolve(from.relativize(path).toString()));
            }
        }
        git("init", "--quiet", "--initial-branch=main");
        git("add", "--all");
        git("-c", "user.name=Test", "-c", "user.email=test@example.internal", "commit", "--quiet", "-m", "First");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (directory != null) {
            SampleProject.delete(directory.getParent());
        }
    }

    /** Writes {@code config/deploy.yml}: the host, and these lines. */
    void configure(String... lines) throws IOException {
        List<String> all = Stream.concat(
                        Stream.of(
                                "hosts:",
                                "  dev: {address: %s, user: deploy, identity: %s, known_hosts: %s}"
                                        .formatted(host.bridgeAddress(), host.identity(), host.knownHosts())),
                        Arrays.stream(lines))
                .toList();
        assertThat(all).hasSizeLessThan(FEW_LINES);
        write("config/deploy.yml", String.join("\n", all) + "\n");
    }

    void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void edit(String file, UnaryOperator<String> change) {
        try {
            String before = Files.readString(directory.resolve(file));
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            write(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Path config() {
        return directory.resolve("config/deploy.yml");
    }

    Tool.Result deploy(String... options) throws IOException, InterruptedException {
        return Tool.deploy(directory.resolve("config/deploy.yml"), options);
    }

    Tool.Result deployed(String... options) throws IOException, InterruptedException {
        Tool.Result result = deploy(options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    /** Where the tree lies on the host. */
    String source() {
        return "/home/deploy/.deploy-to-dev/" + name + "/source";
    }

    /** Service to its container, as {@link DevHost#containers()}, for this project alone. */
    Map<String, String> containers() {
        Map<String, String> own = new TreeMap<>(host.containers());
        List<String> services = host.run(
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=com.docker.compose.project=" + name,
                        "--format",
                        "{{.Label \"com.docker.compose.service\"}}")
                .lines()
                .toList();
        own.keySet().retainAll(services);
        return own;
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("git " + arguments[0]).isZero();
    }
}
