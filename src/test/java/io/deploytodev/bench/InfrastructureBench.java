package io.deploytodev.bench;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P3: Postgres, Neo4j and Redis from nothing to ready, with healthchecks every 10 s. Once beside Compose's own wait, and once
 * beside the wait of a script that sleeps for 30 s, as is found in deployment guides. All three on one host, in turns, and
 * each begins without containers and volumes.
 */
class InfrastructureBench {

    private static final String UP = "docker compose -f docker-compose.yml up -d";
    private static final String SLEEP = " && sleep 30";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    @RegisterExtension
    @Order(3)
    private static final Workstation workstation = new Workstation();

    private static Peer peer;

    @BeforeAll
    static void bothHaveTheFilesThere() throws Exception {
        // Nothing here is to answer there.
        project.writeConfig(text -> text.replaceFirst("(?m)^health: .*\n", ""));
        workstation.run(project.config(), "deploy", "--type", "infra");
        workstation.awaitsItsArchive(project.config());
        peer = Peer.on(host, workstation);
        peer.prepare(project, "peer");
        workstation.outputOf(List.of("bash", "-ec", peer.rsync(project.source(), "peer")));
    }

    @Test
    void besideTheWaitOfCompose() throws Exception {
        beside("P3a", "docker compose up -d --wait", 0.65, UP + " --wait");
    }

    @Test
    void besideAScriptThatSleeps() throws Exception {
        beside("P3b", "docker compose up -d; sleep 30", 0.2, UP + SLEEP);
    }

    private static void beside(String id, String named, double goal, String command) throws Exception {
        if (!Row.isWanted(id)) {
            return;
        }
        List<String> remote = peer.remote("cd peer && " + command);
        Row.ofTimes(
                        id,
                        "cold infrastructure until it is ready",
                        named,
                        goal,
                        Rounds.inTurnsAtOnce(
                                round -> {
                                    makeCold();
                                    return workstation.seconds(project.config(), "deploy", "--type", "infra");
                                },
                                round -> {
                                    makeCold();
                                    return workstation.secondsOf(remote);
                                }))
                .write();
    }

    private static void makeCold() {
        host.run(
                "sh",
                "-c",
                "docker ps -aq | xargs -r docker rm --force --volumes && docker volume prune --all --force");
    }
}
