package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P4: a first deploy on a host that has the base images and nothing else, beside what none of its parts can take away: the
 * longer of build and infrastructure, then the services until {@code /health} answers. Both are of the same run, the latter by its own
 * events.
 */
class ColdDeployBench {

    private static final double MILLIS = 1000;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    @RegisterExtension
    @Order(3)
    private static final Workstation workstation = new Workstation();

    @Test
    void aFirstDeployBesideItsCriticalPath() throws Exception {
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        Deque<Double> paths = new ArrayDeque<>();
        Row.ofTimes(
                        "P4",
                        "cold whole deploy",
                        "its critical path: max(build, infrastructure) + services",
                        1.1,
                        Rounds.inTurnsAtOnce(round -> whole(paths), round -> paths.removeFirst()))
                .write();
    }

    private static double whole(Deque<Double> paths) throws Exception {
        makeBare();
        long start = System.nanoTime();
        JsonNode end = workstation.lastEvent(project.config(), "deploy");
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(end.path("event").asText()).isEqualTo("runSucceeded");
        JsonNode took = end.path("stepTimesMs");
        double longer = Math.max(
                took.path("image").asDouble(), took.path("infrastructure").asDouble());
        paths.add(
                (longer + took.path("services").asDouble() + took.path("health").asDouble()) / MILLIS);
        return seconds;
    }

    private static void makeBare() {
        host.run(
                "sh",
                "-c",
                "docker ps -aq | xargs -r docker rm --force --volumes && docker volume prune --all --force"
                        + " && docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '^scribe' | xargs -r docker image rm"
                        + " && docker builder prune --all --force && rm -rf /home/deploy/.deploy-to-dev");
    }
}
