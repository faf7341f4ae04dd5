package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> NAMES = List.of("project", "hosts", "compose", "known_hosts", "env_file");

    @ParameterizedTest
    @CsvSource({
        "projct, project",
        "porject, project",
        "hsots, hosts",
        "Project, project",
        "HOSTS, hosts",
        "host, hosts",
        "compsoe, compose",
        "knownHosts, known_hosts",
        "known-hosts, known_hosts",
        "envfile, env_file",
    })
    void aTypingSlipIsRecognised(String typed, String meant) {
        assertThat(NearestName.of(typed, NAMES)).contains(meant);
    }

    @Test
    void somethingElseIsNotForcedIntoAName() {
        assertThat(NearestName.of("database", NAMES)).isEmpty();
        assertThat(NearestName.of("", NAMES)).isEmpty();
    }

    @Test
    void withoutNamesThereIsNoNearest() {
        assertThat(NearestName.of("project", List.of())).isEmpty();
    }
}
