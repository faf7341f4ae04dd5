package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * No row: a table of how a deploy grows with the number of files, 2,000 bytes each. Whole processes; the project is one
 * service that needs no build, so that nearly all of it is the sync.
 */
class SyncGrowthBench {

    private static final List<Integer> FILES = List.of(1_000, 10_000, 100_000);
    private static final int BYTES = 2_000;
    private static final String PEERS = "/home/deploy/memory/";
    private static final Path RESULT = Path.of("target/bench/growth-sync.md");

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final Workstation workstation = new Workstation();

    @BeforeAll
    static void treesLieInMemory() {
        MemoryDisk.at("/home/deploy/.deploy-to-dev", host);
        MemoryDisk.at(PEERS, host);
    }

    @Test
    void howItGrows() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "| files | deploy, first | rsync, first | deploy, nothing changed | rsync, nothing changed | peak memory |",
                "|---:|---:|---:|---:|---:|---:|"));
        for (int files : FILES) {
            Path directory = Files.createTempDirectory("deploy-to-dev-bench-growth-");
            try {
                lines.add(line(files, directory));
            } finally {
                SampleProject.delete(directory);
            }
        }
        Files.createDirectories(RESULT.getParent());
        Files.write(RESULT, lines);
    }

    private static String line(int files, Path directory) throws Exception {
        String name = "grown" + files;
        Path source = directory.resolve("project");
        Path config = write(directory, source, name);
        BigTree.of(source, files, BYTES);
        List<String> rsync = List.of("bash", "-ec", Peer.on(host, workstation).rsync(source, PEERS + name));
        double first = workstation.seconds(config, "deploy");
        double peerFirst = workstation.secondsOf(rsync);
        Rounds.Figures again =
                Rounds.inTurns(round -> workstation.seconds(config, "deploy"), round -> workstation.secondsOf(rsync));
        // A tree that is sent as a whole takes the most.
        host.run("rm", "-rf", "/home/deploy/.deploy-to-dev/" + name + "/source");
        Process deploy = workstation.start(config, "deploy");
        long peak = PeakMemory.mebibytes(deploy);
        assertThat(deploy.waitFor()).isZero();
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f s | %.1f s | %.2f s | %.2f s | %d MiB |",
                files,
                first,
                peerFirst,
                Row.median(again.ours()),
                Row.median(again.theirs()),
                peak);
    }

    private static Path write(Path directory, Path source, String name) throws IOException {
        Files.createDirectories(source);
        Files.writeString(source.resolve("compose.yml"), """
                services:
                  idle:
                    image: %s
                    entrypoint: [sleep, infinity]
                    stop_signal: KILL
                """.formatted(System.getenv("REDIS_IMAGE")));
        Path config = directory.resolve("config/deploy.yml");
        Files.createDirectories(config.getParent());
        Files.writeString(
                config, """
                project: %s
                source: {root: ../project}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                infrastructure: []
                """.formatted(name, host.address(), host.sshPort(), host.identity(), host.knownHosts()));
        return config;
    }
}
