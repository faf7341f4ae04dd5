package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfilesTest {

    @TempDir
    private Path directory;

    @Test
    void eachFileIsLookedForOnceAndWhatTheNetworkHasIsNot() {
        ComposeModel model = ComposeModel.parse("""
                {"services": {
                  "a": {"build": {"context": "/src", "dockerfile": "backend/Dockerfile"}},
                  "b": {"build": {"context": "/src", "dockerfile": "backend/Dockerfile", "args": {"X": "1"}}},
                  "c": {"build": {"context": "/src/c"}},
                  "d": {"build": {"context": "/src", "dockerfile": "/else/Dockerfile"}},
                  "e": {"build": {"context": "https://example.internal/x.git"}},
                  "f": {"build": {"context": "/src", "dockerfile_inline": "FROM scratch"}},
                  "g": {"image": "redis:7"}}}
                """);
        assertThat(Dockerfiles.of(model, model.services().keySet()))
                .containsOnlyKeys("/src/backend/Dockerfile", "/src/c/Dockerfile", "/else/Dockerfile")
                .containsEntry("/src/backend/Dockerfile", "a");
    }

    @Test
    void thoseThatAreNotThereAreNamed() throws Exception {
        String there = Files.writeString(directory.resolve("Docker file"), "").toString();
        String missing = directory.resolve("no such").toString();
        assertThat(new LocalHost(directory).run(Dockerfiles.missing(Set.of(there, missing))))
                .isEqualTo(List.of(missing));
        assertThat(Dockerfiles.failure("/src/a/Dockerfile", "api", "/src").what())
                .isEqualTo("There is no a/Dockerfile to build api from.");
    }
}
