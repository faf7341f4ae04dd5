package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import io.deploytodev.release.StateAccess.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question on a real file system; what it finds in the way of another account is written by hand. */
class StateAccessTest {

    private static final Entry BASE = new Entry("2770", "root", "docker", "/srv/state");

    @TempDir
    private Path directory;

    @Test
    void aDirectoryThatIsNotThereIsMadeForThisAccountAlone() throws IOException {
        StateAccess access = ask(directory.resolve("state"));
        assertThat(access.sharing()).isEqualTo(Sharing.OWNER);
        assertThat(access.problem("dev", "ada", "ada")).isEmpty();
        assertThat(Files.getAttribute(directory.resolve("state"), "unix:mode")).isEqualTo(0040700);
    }

    @Test
    void aSetgidDirectoryOfAGroupIsShared() throws IOException {
        Path state = Files.createDirectory(directory.resolve("state"));
        Files.setAttribute(state, "unix:mode", 02770);
        assertThat(ask(state).sharing()).isEqualTo(Sharing.GROUP);
        assertThat(ask(state).found().orElseThrow().mode()).isEqualTo("2770");
    }

    @Test
    void aPlaceWhereNothingCanBeMadeIsNamedWithTheCommand() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        DeployFailure failure =
                ask(file.resolve("state")).problem("dev", "ada", "ada docker").orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).isEqualTo("There is no state directory " + file + "/state on dev.");
        assertThat(failure.next()).isEqualTo("On the host: sudo install -d -m 2770 -g docker " + file + "/state");
    }

    @Test
    void whoIsNotInTheGroupIsToldTheGroup() {
        DeployFailure failure =
                blocked(true, BASE).problem("dev", "bob", "bob users").orElseThrow();
        assertThat(failure.what()).isEqualTo("bob may not use the state directory /srv/state/shop on dev.");
        assertThat(failure.why())
                .isEqualTo("/srv/state belongs to root, group docker, and has mode 2770; bob is in the groups: bob"
                        + " users.");
        assertThat(failure.next()).isEqualTo("On the host: sudo usermod -aG docker bob, then log in anew.");
    }

    @Test
    void whatAnotherAccountKeptForItselfIsNamedWithWhoseItIs() {
        DeployFailure failure = blocked(true, new Entry("600", "ada", "ada", "/srv/state/shop/lock"))
                .problem("dev", "bob", "bob docker")
                .orElseThrow();
        assertThat(failure.why()).startsWith("/srv/state/shop/lock belongs to ada, group ada, and has mode 600;");
        assertThat(failure.next())
                .isEqualTo("On the host: sudo chgrp -R docker /srv/state/shop && sudo chmod -R g+rwX /srv/state/shop"
                        + " && sudo find /srv/state/shop -type d -exec chmod g+s {} +");
    }

    @Test
    void aDirectoryOfOneAccountCanBeMadeASharedOne() {
        Entry alone = new Entry("700", "ada", "ada", "/srv/state");
        DeployFailure failure = new StateAccess(
                        "/srv/state", "/srv/state/shop", false, Optional.of(alone), Optional.of(alone))
                .problem("dev", "bob", "bob docker")
                .orElseThrow();
        assertThat(failure.next()).startsWith("On the host: sudo chgrp -R docker /srv/state && ");
    }

    private static StateAccess blocked(boolean shared, Entry entry) {
        return new StateAccess("/srv/state", "/srv/state/shop", shared, Optional.of(BASE), Optional.of(entry));
    }

    private StateAccess ask(Path base) {
        return new LocalHost(directory).run(StateAccess.ask(base.toString(), "shop"));
    }
}
