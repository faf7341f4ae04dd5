package io.deploytodev.bench;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** P1 and P2: a deploy where nothing changed, and one of a changed line, beside rsync and Compose. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployBench {

    static final String COMPOSE =
            "docker compose -f docker-compose.yml -f docker-compose.backend.yml up -d --build --wait";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final DevHost peerHost = DevHost.forTheClass();

    @RegisterExtension
    @Order(3)
    private static final SampleProject project = SampleProject.on(host);

    @RegisterExtension
    @Order(4)
    private static final Workstation workstation = new Workstation();

    private static List<String> script;

    @BeforeAll
    static void bothRunAlready() throws Exception {
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        Peer peer = Peer.on(peerHost, workstation);
        peer.prepare(project, "scribe");
        script = peer.deployScript(project.source(), "scribe", COMPOSE);
        workstation.outputOf(script);
    }

    @Test
    @Order(1)
    void nothingChanged() throws Exception {
        if (Row.isWanted("P1")) {
            Row.ofTimes(
                            "P1",
                            "redeploy, nothing changed",
                            "rsync, ssh docker compose up --build --wait",
                            0.5,
                            Rounds.inTurns(
                                    round -> workstation.seconds(project.config(), "deploy"),
                                    round -> workstation.secondsOf(script)))
                    .write();
        }
    }

    @Test
    @Order(2)
    void oneLineChanged() throws Exception {
        if (Row.isWanted("P2")) {
            Row.ofTimes(
                            "P2",
                            "one source line changed, until the new version answers",
                            "rsync, ssh docker compose up --build --wait",
                            0.8,
                            Rounds.inTurns(RedeployBench::ours, RedeployBench::theirs))
                    .write();
        }
    }

    private static double ours(int round) throws Exception {
        NewVersion.write(project, NewVersion.of(round));
        return NewVersion.secondsUntil(host, NewVersion.of(round), () -> workstation.start(project.config(), "deploy"));
    }

    private static double theirs(int round) throws Exception {
        return NewVersion.secondsUntil(peerHost, NewVersion.of(round), () -> workstation.begin(script));
    }
}
