package io.deploytodev.bench;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P1 and P2: a deploy where nothing changed, and one of a changed line, beside rsync and Compose on a second host. P1s and
 * P2s are the same on a {@link SlowLink}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployBench {

    private static final String COMPOSE =
            "docker compose -f docker-compose.yml -f docker-compose.backend.yml up -d --build --wait";
    private static final String PEER = "rsync, ssh docker compose up --build --wait";
    private static final double UNCHANGED_GOAL = 0.5;
    private static final double CHANGED_GOAL = 0.8;

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

    private static SlowLink slow;
    private static SlowLink peerSlow;
    private static List<String> script;
    private static int version;

    @BeforeAll
    static void bothRunAlready() throws Exception {
        slow = new SlowLink(host.address(), host.sshPort());
        peerSlow = new SlowLink(peerHost.address(), peerHost.sshPort());
        knowAlsoAt(host, slow.port());
        knowAlsoAt(peerHost, peerSlow.port());
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        Peer.on(peerHost, workstation).prepare(project, "scribe");
        goBy(host.sshPort(), peerHost.sshPort());
        workstation.outputOf(script);
    }

    @AfterAll
    static void takeTheLinksAway() throws IOException {
        slow.close();
        peerSlow.close();
    }

    @Test
    @Order(1)
    void nothingChanged() throws Exception {
        goBy(host.sshPort(), peerHost.sshPort());
        unchanged("P1", "redeploy, nothing changed");
    }

    @Test
    @Order(2)
    void oneLineChanged() throws Exception {
        goBy(host.sshPort(), peerHost.sshPort());
        changed("P2", "one source line changed, until the new version answers");
    }

    @Test
    @Order(3)
    void nothingChangedOnASlowLink() throws Exception {
        goBy(slow.port(), peerSlow.port());
        unchanged("P1s", "P1 on a link of 50 ms and 20 Mbit/s");
    }

    @Test
    @Order(4)
    void oneLineChangedOnASlowLink() throws Exception {
        goBy(slow.port(), peerSlow.port());
        changed("P2s", "P2 on a link of 50 ms and 20 Mbit/s");
    }

    private static void unchanged(String id, String work) throws Exception {
        if (Row.isWanted(id)) {
            Row.ofTimes(
                            id,
                            work,
                            PEER,
                            UNCHANGED_GOAL,
                            Rounds.inTurns(
                                    round -> workstation.seconds(project.config(), "deploy"),
                                    round -> workstation.secondsOf(script)))
                    .write();
        }
    }

    private static void changed(String id, String work) throws Exception {
        if (Row.isWanted(id)) {
            Row.ofTimes(id, work, PEER, CHANGED_GOAL, Rounds.inTurns(round -> ours(), round -> theirs()))
                    .write();
        }
    }

    private static double ours() throws Exception {
        version++;
        NewVersion.write(project, NewVersion.of(version));
        return NewVersion.secondsUntil(
                host, NewVersion.of(version), () -> workstation.start(project.config(), "deploy"));
    }

    private static double theirs() throws Exception {
        return NewVersion.secondsUntil(peerHost, NewVersion.of(version), () -> workstation.begin(script));
    }

    /** Both reach their hosts by these ports from now on. */
    private static void goBy(int port, int peerPort) throws IOException {
        project.writeConfig(text -> text.replace("port: " + host.sshPort() + "\n", "port: " + port + "\n"));
        script = Peer.at(peerHost, peerPort, workstation).deployScript(project.source(), "scribe", COMPOSE);
    }

    private static void knowAlsoAt(DevHost host, int port) throws IOException {
        Files.writeString(
                host.knownHosts(),
                Files.readString(host.knownHosts()).replace("]:" + host.sshPort(), "]:" + port),
                StandardOpenOption.APPEND);
    }
}
