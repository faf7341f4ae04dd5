package io.deploytodev.faults;

import io.deploytodev.host.CuttableLink;
import io.deploytodev.it.DevHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;

/** A host, the way to it, two workstations, and what is known of the host when nothing goes wrong. */
final class Stage implements AutoCloseable {

    /** Deploys without a fault, to know what one costs here and now. */
    private static final int PLAIN_DEPLOYS = 3;

    private final DevHost host;
    private final CuttableLink link;
    private final FaultProject project;
    private final FaultProject elsewhere;
    private final long seed;
    private int count;
    private Map<String, List<String>> settled = Map.of();
    private Duration plainGap = Duration.ZERO;
    private List<String> steps = List.of();

    private Stage(DevHost host, CuttableLink link, Path directory, long seed) {
        this.host = host;
        this.link = link;
        this.project = FaultProject.in(directory.resolve("here"), host, link.port());
        this.elsewhere = FaultProject.in(directory.resolve("elsewhere"), host, link.port());
        this.seed = seed;
    }

    /** Deploys to the fresh host, and then as often as it takes to know what is usual. */
    static Stage on(DevHost host, Path directory, long seed) {
        try {
            CuttableLink link = CuttableLink.to(host.address(), host.sshPort());
            Files.writeString(
                    host.knownHosts(),
                    Files.readString(host.knownHosts()).replace("]:" + host.sshPort(), "]:" + link.port()),
                    StandardOpenOption.APPEND);
            Stage stage = new Stage(host, link, directory, seed);
            stage.getToKnow();
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void getToKnow() {
        plainDeploy();
        Awaitility.await().until(() -> HostView.of(host).isAtRest());
        settled = HostView.of(host).settled(version());
        try (Prober prober = Prober.of(health())) {
            for (int i = 0; i < PLAIN_DEPLOYS; i++) {
                plainDeploy();
            }
            plainGap = prober.longestGap();
        }
    }

    /** A new version without a fault. */
    private void plainDeploy() {
        project.become(nextVersion());
        try (Client client = Client.deploy(project.config())) {
            steps = client.steps();
            Client.Ended ended = client.awaitEnd();
            if (ended.exitCode() != 0) {
                throw new AssertionError("a deploy without a fault failed: " + ended.transcript());
            }
        }
    }

    /** After a try that did not hold what it must: the next one is to begin in order nevertheless. */
    void recover() {
        link.heal();
        link.slowTo(Integer.MAX_VALUE);
        project.misbehave("");
        plainDeploy();
    }

    private String nextVersion() {
        count++;
        return version();
    }

    private String version() {
        return "v" + count;
    }

    /**
     * For the next try; the host serves what this workstation deployed last.
     *
     * @param name of the try; its moments hang on it alone, whatever was tried before
     */
    Scene scene(String name) {
        String old = version();
        Map<String, String> files = project.files();
        project.become(nextVersion());
        elsewhere.become(version() + "b");
        return new Scene(this, old, files, version(), new Random(seed * 31 + name.hashCode()));
    }

    DevHost host() {
        return host;
    }

    CuttableLink link() {
        return link;
    }

    FaultProject project() {
        return project;
    }

    FaultProject elsewhere() {
        return elsewhere;
    }

    URI health() {
        return URI.create(host.gatewayUrl() + "/health");
    }

    /** What the host was after the first deploy of all, but for what differs from version to version. */
    Map<String, List<String>> settled() {
        return settled;
    }

    /** For how long nobody was served when a container was simply replaced. */
    Duration plainGap() {
        return plainGap;
    }

    /** Of a deploy, in its own words. */
    List<String> steps() {
        return steps;
    }

    @Override
    public void close() {
        link.close();
    }
}
