package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeContainer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookalikeTest {

    private static final Set<String> OURS = Set.of("api", "db", "redis");

    @Test
    void theSameServicesUnderAnotherNameAreAskedAbout() {
        Optional<Lookalike> found = of(container("compose", "api"), container("compose", "db"));
        assertThat(found.orElseThrow().question("shop"))
                .isEqualTo("There is no project shop on the host yet, but compose runs there, from /home/ada/compose,"
                        + " with api, db: is it this one? Then stop here, and set project: compose in deploy.yml; it is"
                        + " adopted with its data. As it is, shop becomes a project of its own beside it, with empty"
                        + " volumes.");
    }

    @Test
    void aProjectThatHasOneServiceNameInCommonIsAnother() {
        assertThat(of(container("blog", "redis"), container("blog", "web"))).isEmpty();
    }

    @Test
    void whatDoesNotRunIsNotAskedAbout() {
        ComposeContainer stopped = new ComposeContainer(
                "id", "compose-api-1", "compose", "api", "/x", "/x/docker-compose.yml", false, true, Instant.EPOCH);
        assertThat(of(stopped, stopped)).isEmpty();
    }

    @Test
    void theOneWithMostInCommonIsNamed() {
        assertThat(of(
                                container("a", "api"),
                                container("a", "db"),
                                container("b", "api"),
                                container("b", "db"),
                                container("b", "redis"))
                        .map(Lookalike::project))
                .contains("b");
    }

    private static Optional<Lookalike> of(ComposeContainer... others) {
        return Lookalike.of(OURS, List.of("docker-compose.yml"), List.of(others));
    }

    private static ComposeContainer container(String project, String service) {
        String directory = "/home/ada/" + project;
        return new ComposeContainer(
                "id",
                project + "-" + service + "-1",
                project,
                service,
                directory,
                directory + "/compose.yaml",
                true,
                false,
                Instant.EPOCH);
    }
}
