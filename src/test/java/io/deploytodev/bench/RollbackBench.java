package io.deploytodev.bench;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** P8: a rollback until the old version answers, beside the deploy of the change that it takes back. */
class RollbackBench {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    @RegisterExtension
    @Order(3)
    private static final Workstation workstation = new Workstation();

    private static final String BEFORE = "1.0.0";

    @Test
    void rollbackBesideTheDeployOfTheSameChange() throws Exception {
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        // In each round the deploy comes first: there is nothing to take back before.
        Rounds.Figures figures = Rounds.inTurns(this::deploy, this::rollback);
        Row.ofTimes(
                        "P8",
                        "rollback until the old version answers",
                        "a deploy of the same change",
                        0.3,
                        figures.turned())
                .write();
    }

    private double deploy(int round) throws Exception {
        String version = NewVersion.of(round);
        NewVersion.write(project, version);
        return NewVersion.secondsUntil(host, version, () -> workstation.start(project.config(), "deploy"));
    }

    /** The release that was deployed last was always deployed while the first one ran. */
    private double rollback(int round) throws Exception {
        return NewVersion.secondsUntil(host, BEFORE, () -> workstation.start(project.config(), "rollback"));
    }
}
