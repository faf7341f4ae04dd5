package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real question in a real shell, on a PATH that leads to programs of the test's own and to nothing like Docker. */
class HostFactsTest {

    @TempDir
    private Path directory;

    private Path bin;

    @BeforeEach
    void fillPath() throws IOException {
        bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : List.of("sh", "id", "date", "df", "cat", "timeout")) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            program(tool, "exec " + real + " \"$@\"\n");
        }
    }

    @Test
    void aHostWithEverythingSaysItsVersions() throws IOException {
        program("docker", """
                case $1 in
                  version) echo '28.5.2+dfsg4 1.51' ;;
                  compose) echo 2.40.3-3 ;;
                esac
                """);

        HostFacts facts = ask();

        assertThat(facts.dockerInstalled()).isTrue();
        assertThat(facts.engineVersion()).isEqualTo("28.5.2+dfsg4");
        assertThat(facts.apiVersion()).isEqualTo("1.51");
        assertThat(facts.composeVersion()).isEqualTo("2.40.3-3");
        assertThat(facts.standaloneCompose()).isEmpty();
        assertThat(facts.time()).matches("\\d{8}T\\d{6}Z");
        assertThat(facts.home()).startsWith("/");
        assertThat(facts.resources().freeForState()).isPresent();
    }

    @Test
    void dockerWithoutThePluginIsAskedForTheProgramOfItsOwn() throws IOException {
        program("docker", """
                case $1 in
                  version) echo '20.10.24 1.41' ;;
                  compose) echo "docker: 'compose' is not a docker command." >&2; exit 1 ;;
                esac
                """);
        program("docker-compose", "echo 1.29.2\n");

        HostFacts facts = ask();

        assertThat(facts.apiVersion()).isEqualTo("1.41");
        assertThat(facts.composeVersion()).isEmpty();
        assertThat(facts.standaloneCompose()).isEqualTo("1.29.2");
    }

    @Test
    void anEngineThatDoesNotAnswerHasNoVersion() throws IOException {
        program("docker", """
                case $1 in
                  version) echo 'Cannot connect to the Docker daemon' >&2; exit 1 ;;
                  compose) echo 2.26.1 ;;
                esac
                """);

        HostFacts facts = ask();

        assertThat(facts.engineVersion()).isEmpty();
        assertThat(facts.apiVersion()).isEmpty();
        assertThat(facts.composeVersion()).isEqualTo("2.26.1");
    }

    @Test
    void whereThingsLieIsSaidWithoutAskingDocker() throws IOException {
        program("docker", "echo 'it was asked' >&2; exit 1\n");

        HostFacts facts = new LocalHost(directory).run(HostFacts.askWhere().startedBy(List.of("env", "PATH=" + bin)));

        assertThat(facts.home()).isEqualTo(ask().home()).startsWith("/");
        assertThat(facts.user()).isNotEmpty();
        assertThat(facts.dockerInstalled()).isTrue();
        assertThat(facts.engineVersion()).isEmpty();
    }

    @Test
    void aHostWithoutDockerSaysSo() {
        HostFacts facts = ask();

        assertThat(facts.dockerInstalled()).isFalse();
        assertThat(facts.composeVersion()).isEmpty();
        assertThat(facts.standaloneCompose()).isEmpty();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private HostFacts ask() {
        return new LocalHost(directory).run(HostFacts.ask().startedBy(List.of("env", "PATH=" + bin)));
    }
}
