package io.deploytodev.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.LocalHost;
import io.deploytodev.release.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindProjectTest {

    private static final String HOME = "/home/deploy";

    @TempDir
    private Path directory;

    @Test
    void theOnlyProjectNeedsNoName() {
        assertThat(found(Set.of("shop"), Optional.empty()).path()).isEqualTo(HOME + "/.deploy-to-dev/shop");
    }

    @Test
    void whatWasDeployedComesBeforeWhatRunsBesides() {
        assertThat(found(Set.of("shop"), Optional.empty(), byHand("wiki")).project())
                .isEqualTo("shop");
    }

    @Test
    void whatWasStartedByHandIsFoundToo() {
        assertThat(found(Set.of(), Optional.empty(), byHand("wiki")).project()).isEqualTo("wiki");
        assertThat(found(Set.of("shop"), Optional.of("wiki"), byHand("wiki")).project())
                .isEqualTo("wiki");
    }

    @Test
    void theLabelsOfTheContainersSayWhereAnotherAccountKeepsItsState() throws IOException {
        Path base = Files.createDirectories(directory.resolve("state"));
        String state = base + "/shop";
        assertThat(found(Set.of(), Optional.empty(), deployed("shop", state)).path())
                .isEqualTo(state);
    }

    @Test
    void ofSeveralOneHasToBeNamed() {
        assertThatThrownBy(() -> found(Set.of("shop", "blog"), Optional.empty()))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> {
                    assertThat(failure.why()).contains("blog, shop");
                    assertThat(failure.next()).contains("--project blog");
                });
    }

    @Test
    void aProjectThatIsNotThereIsToldWithTheNearest() {
        assertThatThrownBy(() -> found(Set.of("shop", "blog"), Optional.of("shpo")))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.next())
                        .contains("--project shop"));
    }

    @Test
    void anEmptyHostIsSaidToBeEmpty() {
        assertThatThrownBy(() -> found(Set.of(), Optional.empty()))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.what())
                        .contains("no project on dev"));
    }

    @Test
    void projectsAreWhatHasReleases() throws IOException {
        Files.createDirectories(directory.resolve(".deploy-to-dev/shop/releases"));
        Files.createDirectories(directory.resolve(".deploy-to-dev/half"));
        LocalHost host = new LocalHost(directory);
        assertThat(host.run(FindProject.deployedIn(directory.toString()))).containsExactly("shop");
        assertThat(host.run(FindProject.deployedIn(directory + "/nothing"))).isEmpty();
    }

    private StateDirectory found(Set<String> deployed, Optional<String> wanted, ComposeContainer... containers) {
        return new FindProject("dev", HOME, deployed, List.of(containers)).find(wanted, new LocalHost(directory));
    }

    private static ComposeContainer byHand(String project) {
        return container(project, "/srv/" + project, "/srv/" + project + "/docker-compose.yml");
    }

    private static ComposeContainer deployed(String project, String state) {
        return container(project, state + "/source", state + "/releases/20261121T081200-1-abc/model.json");
    }

    private static ComposeContainer container(String project, String workingDirectory, String files) {
        return new ComposeContainer(
                "id", project + "-web-1", project, "web", workingDirectory, files, true, false, Instant.EPOCH);
    }
}
