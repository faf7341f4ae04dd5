package io.deploytodev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.docker.ComposeProject;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.release.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real shells; only docker is a script that says what Compose would. */
class RecreateTest {

    private static final ComposeProject PROJECT =
            new ComposeProject("shop", "/srv", List.of("/srv/model.json"), Optional.empty(), List.of());

    @TempDir
    private Path directory;

    private final List<String> status = Collections.synchronizedList(new ArrayList<>());

    @Test
    void withoutServicesNothingIsRun() throws IOException {
        up("touch '" + directory + "/ran'", List.of());
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void composeIsToldOfTheseServicesOnly() throws IOException {
        up("printf '%s ' \"$@\" > '" + directory + "/argv'", List.of("api", "worker"));
        assertThat(Files.readString(directory.resolve("argv")))
                .startsWith("compose ")
                .contains(" up ", " --no-deps ", " --no-build ")
                .doesNotContain("--remove-orphans")
                .endsWith(" api worker ");
    }

    @Test
    void whatComposeDoesIsToldAsItHappens() throws IOException {
        up("echo ' Container  shop-api-1   Recreated ' >&2", List.of("api"));
        assertThat(status).containsExactly("Container shop-api-1 Recreated");
    }

    @Test
    void whatComposeCannotStartFailsWithItsLastWords() {
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class,
                () -> up("echo 'creating' >&2; echo 'port is already allocated' >&2; exit 1", List.of("api", "db")));
        assertThat(failure.kind()).isEqualTo(FailureKind.ROLLOUT);
        assertThat(failure.what()).isEqualTo("Docker Compose could not start api, db.");
        assertThat(failure.why()).isEqualTo("port is already allocated");
        assertThat(failure.evidence()).containsExactly("creating", "port is already allocated");
        assertThat(failure.next())
                .isEqualTo("Mend what it names, in the compose files or on the dev host, and deploy again.");
    }

    @Test
    void aPortThatWasTakenMeanwhileIsLookedForWithACommand() {
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class,
                () -> up("echo 'Bind for 0.0.0.0:8000 failed: port is already allocated' >&2; exit 1", List.of("api")));
        assertThat(failure.next()).contains("docker ps --filter publish=8000").contains("sport = :8000");
    }

    private void up(String docker, List<String> services) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("docker");
        Files.writeString(program, "#!/bin/sh\n" + docker + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        try (ShellHost host = new ShellHost(directory).after("PATH='" + program.getParent() + "':$PATH")) {
            new Recreate(host, null, PROJECT, null, FailureKind.ROLLOUT).up(services, status::add);
        }
    }
}
