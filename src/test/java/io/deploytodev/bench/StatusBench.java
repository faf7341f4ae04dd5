package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.host.SideBySide;
import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import io.deploytodev.ops.OnCall;
import io.deploytodev.ops.Status;
import io.deploytodev.serving.Served;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P6a and P6b: {@code status} beside {@code docker compose ps} over ssh, each as a process that begins with nothing, and
 * on a connection that is open. On the open one a look is timed within a process that stays, as {@code status --watch}
 * takes one after the other; its peer is a process each time, since ssh has no other way.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusBench {

    private static final double NANOS = 1e9;

    /** So many looks pass before one counts: the one that stays is not at its beginning. */
    private static final int LOOKS_BEFORE = 20;

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
    static void itRuns() throws Exception {
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        peer = Peer.on(host, workstation);
    }

    @Test
    @Order(1)
    void aColdProcess() throws Exception {
        if (Row.isWanted("P6a")) {
            Row.ofTimes(
                            "P6a",
                            "status, one shot, cold process",
                            "ssh docker compose ps",
                            1.3,
                            Rounds.inTurns(
                                    round -> workstation.seconds(project.config(), "status"),
                                    round -> workstation.secondsOf(peer.remote(ps("scribe")))))
                    .write();
        }
    }

    @Test
    @Order(2)
    void anOpenConnection() throws Exception {
        if (Row.isWanted("P6b")) {
            Path socket = workstation.home().resolve("master");
            Process master = workstation.begin(peer.master(socket));
            assertThat(master.waitFor()).isZero();
            List<String> ps = peer.overMaster(socket).remote(ps("scribe"));
            Rounds.Figures figures = onCall().ask(served -> looks(served, ps));
            Row.ofTimes(
                            "P6b",
                            "status, on an open connection",
                            "ssh docker compose ps over ControlMaster",
                            1.0,
                            figures)
                    .write();
        }
    }

    private static Rounds.Figures looks(Served first, List<String> ps) {
        try (SideBySide asking = new SideBySide()) {
            Status status = new Status(host.address(), asking);
            for (int i = 0; i < LOOKS_BEFORE; i++) {
                status.look(first.again());
            }
            return Rounds.inTurns(round -> look(status, first), round -> workstation.secondsOf(ps));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double look(Status status, Served first) {
        long start = System.nanoTime();
        assertThat(status.look(first.again()).isWell()).isTrue();
        return (System.nanoTime() - start) / NANOS;
    }

    private static OnCall onCall() {
        Path home = workstation.home();
        DeployConfig config = new ConfigLoader(Map.of(), home).load(project.config());
        Whom whom = Whom.of(config, config.hosts().get("dev"));
        return new OnCall(new SshAccess(Map.of(), home), whom, (name, kept) -> config, Clock.systemUTC());
    }

    /** No row: a table of its own, of how time and memory grow with the number of containers. */
    @Test
    @Order(3)
    void howItGrows() throws Exception {
        if (!Row.isWanted("G")) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(
                "| containers | status | ssh docker compose ps | ratio | peak memory |", "|---|---|---|---|---|"));
        for (int containers : List.of(10, 100)) {
            String name = "grown" + containers;
            host.run("bash", "-ec", """
                    mkdir -p /tmp/$1 && cd /tmp/$1
                    printf 'name: %s\\nservices:\\n  idle:\\n    image: %s\\n    entrypoint: [sleep, infinity]\\n    stop_signal: KILL\\n' "$1" "$2" > compose.yml
                    docker compose up -d --quiet-pull --scale idle="$3"
                    """, "bash", name, System.getenv("REDIS_IMAGE"), Integer.toString(containers));
            Rounds.Figures figures = Rounds.inTurns(
                    round -> workstation.seconds(project.config(), "status", "--project", name),
                    round -> workstation.secondsOf(peer.remote(ps(name))));
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %.2f s | %.2f s | %.2f | %d MiB |",
                    containers,
                    Row.median(figures.ours()),
                    Row.median(figures.theirs()),
                    Row.median(figures.ours()) / Row.median(figures.theirs()),
                    PeakMemory.mebibytes(workstation.start(project.config(), "status", "--project", name))));
            host.run("bash", "-ec", "cd /tmp/$1 && docker compose down", "bash", name);
        }
        Files.write(Files.createDirectories(Path.of("target/bench")).resolve("growth-status.md"), lines);
    }

    private static String ps(String name) {
        return "docker compose --project-name " + name + " ps";
    }
}
