package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Area;
import io.deploytodev.event.PlannedAction.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final PlannedAction KEPT_DATABASE =
            PlannedAction.of(Area.INFRASTRUCTURE, Kind.KEEP, "postgres", "nothing changed");

    private static final PlannedAction KEPT_IMAGE =
            PlannedAction.of(Area.IMAGE, Kind.KEEP, "shop-backend", "built before from the same tree");

    @Test
    void a_first_deploy() {
        assertThat(text(
                        "",
                        "",
                        new PlannedAction(
                                Area.FILES,
                                Kind.SEND,
                                List.of("Dockerfile", "app.py"),
                                148,
                                "new or changed, 25.3 KiB",
                                true),
                        PlannedAction.of(Area.IMAGE, Kind.BUILD, "shop-backend", "no release has built it yet"),
                        PlannedAction.of(Area.IMAGE, Kind.PULL, "postgres:16", "the host does not have it"),
                        PlannedAction.of(Area.INFRASTRUCTURE, Kind.CREATE, "postgres", "it is not there"),
                        PlannedAction.of(Area.SERVICE, Kind.CREATE, "migrate", "it is not there (it runs to its end)"),
                        PlannedAction.of(Area.SERVICE, Kind.CREATE, "api", "it is not there")))
                .isEqualTo("""
                        No release runs there yet.
                          ~ files           Dockerfile, app.py and 146 more to send: new or changed, 25.3 KiB
                          ~ image           shop-backend is built: no release has built it yet
                          + image           postgres:16 is pulled: the host does not have it
                          + infrastructure  postgres is created: it is not there
                          + service         migrate is created: it is not there (it runs to its end)
                          + service         api is created: it is not there
                        """);
    }

    @Test
    void nothing_to_do() {
        assertThat(text("20261121T081200Z-3-a1b2c3d", "ada@laptop", KEPT_IMAGE, KEPT_DATABASE))
                .isEqualTo("""
                        Release 20261121T081200Z-3-a1b2c3d runs there, deployed by ada@laptop.
                            unchanged       shop-backend, postgres
                        """);
    }

    @Test
    void changed_code() {
        assertThat(text(
                        "20261121T081200Z-3-a1b2c3d",
                        "ada@laptop",
                        new PlannedAction(Area.FILES, Kind.SEND, List.of("app.py"), 1, "new or changed, 1.2 KiB", true),
                        new PlannedAction(
                                Area.FILES, Kind.REMOVE, List.of("old.py"), 1, "not in the tree any more", true),
                        PlannedAction.of(Area.IMAGE, Kind.BUILD, "shop-backend", "the tree changed since it was built"),
                        KEPT_DATABASE,
                        new PlannedAction(
                                Area.SERVICE, Kind.RECREATE, List.of("api"), 1, "its image is built anew", false)))
                .isEqualTo("""
                        Release 20261121T081200Z-3-a1b2c3d runs there, deployed by ada@laptop.
                          ~ files           app.py to send: new or changed, 1.2 KiB
                          - files           old.py is removed: not in the tree any more
                          ~ image           shop-backend is built: the tree changed since it was built
                          ~ service         api is recreated if its image changes: its image is built anew
                            unchanged       postgres
                        """);
    }

    @Test
    void a_changed_environment_and_compose_file() {
        assertThat(text(
                        "20261121T081200Z-3-a1b2c3d",
                        "ada@laptop",
                        PlannedAction.of(
                                Area.ENVIRONMENT, Kind.ADD, "LOG_FORMAT", "the release before did not have it"),
                        PlannedAction.of(Area.ENVIRONMENT, Kind.CHANGE, "DB_PASSWORD", "it has another value"),
                        PlannedAction.of(Area.ENVIRONMENT, Kind.REMOVE, "DEBUG", "not set any more"),
                        KEPT_DATABASE,
                        PlannedAction.of(Area.INFRASTRUCTURE, Kind.UNPAUSE, "redis", "it does not run: it is paused"),
                        PlannedAction.of(
                                Area.SERVICE,
                                Kind.RECREATE,
                                "api",
                                "its configuration changed: environment.DB_PASSWORD, ports"),
                        PlannedAction.of(Area.SERVICE, Kind.RESTART, "proxy", "it sees files of another tree"),
                        PlannedAction.of(
                                Area.SERVICE, Kind.START, "worker", "it does not run: it ended with exit code 137"),
                        PlannedAction.of(
                                Area.SERVICE, Kind.REMOVE, "mailer", "the compose files do not have it any more")))
                .isEqualTo("""
                        Release 20261121T081200Z-3-a1b2c3d runs there, deployed by ada@laptop.
                          + environment     LOG_FORMAT added: the release before did not have it
                          ~ environment     DB_PASSWORD changed: it has another value
                          - environment     DEBUG is removed: not set any more
                          ~ infrastructure  redis is unpaused: it does not run: it is paused
                          ~ service         api is recreated: its configuration changed: environment.DB_PASSWORD, ports
                          ~ service         proxy is restarted: it sees files of another tree
                          ~ service         worker is started: it does not run: it ended with exit code 137
                          - service         mailer is removed: the compose files do not have it any more
                            unchanged       postgres
                        """);
    }

    private static String text(String release, String from, PlannedAction... actions) {
        return new PlanText(new Planned(Events.at(0), release, from, List.of(actions)))
                .lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }
}
