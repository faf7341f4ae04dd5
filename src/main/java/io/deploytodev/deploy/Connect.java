package io.deploytodev.deploy;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Host;
import io.deploytodev.host.SshConnector;
import io.deploytodev.host.SshTarget;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.StateDirectory;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Logs in to the dev host and checks that it can do what a deploy asks of it. */
final class Connect implements Step<Connection> {

    /** The first line of Compose that knows {@code config --format json} and {@code --hash} as they are used here. */
    private static final Pattern COMPOSE_2 = Pattern.compile("v?([2-9]|\\d\\d+)\\..*");

    private final SshTarget target;
    private final String project;

    Connect(SshTarget target, String project) {
        this.target = target;
        this.project = project;
    }

    @Override
    public StepResult<Connection> run(StepScope scope) throws IOException {
        scope.status("ssh " + target.user() + "@" + target.address() + " port " + target.port());
        Host host = new SshConnector().connect(target);
        try {
            HostFacts facts = host.run(HostFacts.ask());
            check(facts);
            Engine engine = Engine.at(host.forwardUnixSocket(facts.socket()));
            StateDirectory directory = StateDirectory.of(facts.home(), project);
            return StepResult.done(
                    new Connection(host, engine, facts, directory),
                    facts.user() + "@" + target.address() + ", Compose " + facts.composeVersion());
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private void check(HostFacts facts) {
        if (!facts.dockerInstalled()) {
            throw failure(
                    "There is no Docker on " + target.name() + ".",
                    "No docker command was found on the PATH of " + facts.user() + ".",
                    "Install Docker Engine and the Compose plugin on the host.");
        }
        if (!facts.socketUsable()) {
            throw failure(
                    facts.user() + " may not use Docker on " + target.name() + ".",
                    facts.socket() + " cannot be written, or the engine does not run; " + facts.user()
                            + " is in the groups: " + facts.groups() + ".",
                    "On the host: sudo usermod -aG docker " + facts.user()
                            + ", then log in anew; and see that the engine runs: sudo systemctl status docker");
        }
        if (!COMPOSE_2.matcher(facts.composeVersion()).matches()) {
            throw failure(
                    "There is no Docker Compose v2 on " + target.name() + ".",
                    facts.composeVersion().isEmpty()
                            ? "docker compose version fails there."
                            : "It has Compose " + facts.composeVersion() + ".",
                    "Install the Compose plugin on the host (package docker-compose-plugin or docker-compose-v2).");
        }
    }

    private static DeployFailure failure(String what, String why, String next) {
        return new DeployFailure(FailureKind.HOST, what, why, next, List.of(), null);
    }
}
