package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.release.StateDirectory;
import java.util.List;
import java.util.Optional;

/**
 * Two state directories for one project would be two locks and two histories for the same containers. Whoever comes
 * second is told, unless the first directory is gone.
 */
final class OtherState {

    /** Where this account may not look, the directory counts as there. */
    private static final String IS_THERE = """
            path=$1
            [ ! -e "$path" ] || { echo there; exit 0; }
            while [ ! -e "$path" ]; do path=$(dirname -- "$path"); done
            [ -x "$path" ] || echo hidden
            """;

    private OtherState() {}

    /** @throws DeployFailure of kind HOST when the containers of this project belong to another state directory */
    static void check(Connection c, String project, List<ComposeContainer> containers) {
        Optional<String> other = of(c.directory(), containers);
        if (other.isPresent() && isThere(c, other.get())) {
            throw refusal(c, project, other.get());
        }
    }

    /** When some are from here, the others are from before the state was moved here, and nothing changed in them since. */
    static Optional<String> of(StateDirectory directory, List<ComposeContainer> containers) {
        List<String> startedFrom = containers.stream()
                .flatMap(each -> StateDirectory.thatStarted(each.configFiles(), each.workingDirectory()).stream())
                .toList();
        return startedFrom.contains(directory.path())
                ? Optional.empty()
                : startedFrom.stream().findFirst();
    }

    private static boolean isThere(Connection c, String path) {
        return !c.host().run(Command.script(IS_THERE, List.of(path))).text().isBlank();
    }

    private static DeployFailure refusal(Connection c, String project, String other) {
        String shared = "/srv/deploy-to-dev";
        return new DeployFailure(
                FailureKind.HOST,
                "The project " + project + " on " + c.host().name() + " was deployed from another state directory: "
                        + other + ".",
                c.facts().user() + " deploys with " + c.directory().path()
                        + ". With two of them there are two locks and two histories for the same containers.",
                "Share one: state: " + shared
                        + " under the host in deploy.yml, for both. On the host, once: sudo install"
                        + " -d -m 2770 -g docker " + shared + " && sudo mv " + other + " " + shared
                        + "/ && sudo chgrp -R"
                        + " docker " + shared + " && sudo chmod -R g+rwX " + shared + " && sudo find " + shared
                        + " -type d -exec chmod g+s {} +");
    }
}
