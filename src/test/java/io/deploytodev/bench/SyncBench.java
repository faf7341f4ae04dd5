package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.SshConnector;
import io.deploytodev.host.SshHost;
import io.deploytodev.host.SshTarget;
import io.deploytodev.it.DevHost;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P5a to P5d: the sync of 20,000 files in 2,000 folders, 400 MB, half text, half of it incompressible, beside rsync.
 *
 * <p>Both work on a connection that is open already: the tool in this process, which one round that does not count has
 * warmed up; rsync over the socket of a master process. Both read the whole source first, which is a git repository, as
 * most are. The host's trees lie in its memory. After each round of the tool the host's tree is compared with the source,
 * outside the measured time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SyncBench {

    private static final int FILES = 20_000;
    private static final int BYTES = 20_000;
    private static final double NANOS = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HOME = "/home/deploy/memory/";

    private static final String DIGEST =
            "find . -name .git -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final Workstation workstation = new Workstation();

    private static Path scratch;
    private static BigTree tree;
    private static SshHost connection;
    private static Peer master;
    private static List<String> ends;

    @BeforeAll
    static void bothConnectionsAreOpen() throws Exception {
        MemoryDisk.at(HOME, host);
        scratch = Files.createTempDirectory("deploy-to-dev-bench-tree-");
        tree = BigTree.of(scratch.resolve("source"), FILES, BYTES);
        tree.commit();
        connection = new SshConnector()
                .connect(new SshTarget(
                        "dev",
                        host.address(),
                        host.sshPort(),
                        "deploy",
                        List.of(host.identity()),
                        host.knownHosts(),
                        PATIENCE));
        Path socket = scratch.resolve("master");
        Peer peer = Peer.on(host, workstation);
        workstation.begin(peer.master(socket)).waitFor();
        master = peer.overMaster(socket);
        ends = peer.endOfMaster(socket);
    }

    @AfterAll
    static void closed() throws Exception {
        if (ends != null) {
            workstation.begin(ends).waitFor();
        }
        if (connection != null) {
            connection.close();
        }
        if (scratch != null) {
            BigTree.delete(scratch);
        }
    }

    @Test
    @Order(1)
    void theWholeTree() throws Exception {
        if (Row.isWanted("P5a")) {
            row(
                    "P5a",
                    "sync of 20,000 files, 400 MB, to an empty directory",
                    0.5,
                    Rounds.inTurns(round -> ours("full-" + round), round -> theirs("full-peer-" + round)));
        }
    }

    @Test
    @Order(2)
    void oneFileChanged() throws Exception {
        if (Row.isWanted("P5b")) {
            bothHaveIt();
            row(
                    "P5b",
                    "one of 20,000 files changed",
                    1,
                    Rounds.inTurns(
                            round -> {
                                tree.changeOne(round + 1);
                                return ours("kept");
                            },
                            round -> theirs("kept-peer")));
        }
    }

    @Test
    @Order(3)
    void nothingChanged() throws Exception {
        if (Row.isWanted("P5c")) {
            bothHaveIt();
            row(
                    "P5c",
                    "none of 20,000 files changed",
                    1,
                    Rounds.inTurns(round -> ours("kept"), round -> theirs("kept-peer")));
        }
    }

    @Test
    @Order(4)
    void anotherBranch() throws Exception {
        if (Row.isWanted("P5d")) {
            bothHaveIt();
            row(
                    "P5d",
                    "another branch: 2,000 of 20,000 files differ",
                    0.7,
                    Rounds.inTurns(
                            round -> {
                                tree.switchTo(round + 1);
                                return ours("kept");
                            },
                            round -> theirs("kept-peer")));
        }
    }

    private static void row(String id, String work, double goal, Rounds.Figures figures) throws IOException {
        Row.ofTimes(id, work, "rsync -az --delete over ControlMaster", goal, figures)
                .write();
    }

    private static void bothHaveIt() throws Exception {
        ours("kept");
        theirs("kept-peer");
    }

    private static double ours(String directory) throws Exception {
        makeRoom(directory);
        long start = System.nanoTime();
        new TreeSync(connection, HOME + directory + "/source", HOME + directory + "/state")
                .run(
                        new SourceTree(tree.root(), List.of(), Set.of(), Optional.of(scratch.resolve("contents"))),
                        (done, total) -> {});
        double seconds = (System.nanoTime() - start) / NANOS;
        assertThat(host.run("sh", "-c", "cd " + HOME + directory + "/source && " + DIGEST))
                .isEqualTo(workstation
                        .outputOf(List.of("sh", "-c", "cd " + tree.root() + " && " + DIGEST))
                        .trim());
        return seconds;
    }

    private static double theirs(String directory) throws Exception {
        makeRoom(directory);
        return workstation.secondsOf(List.of("bash", "-ec", master.rsync(tree.root(), HOME + directory)));
    }

    /** What an earlier round brought to a directory of its own takes no part in this one. */
    private static void makeRoom(String directory) {
        host.run(
                "sh",
                "-c",
                "cd " + HOME + "; for old in full-*; do [ \"$old\" = " + directory + " ] || rm -rf -- \"$old\"; done");
    }
}
