package io.deploytodev.it;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A disposable dev host with its own engine, and a key that opens it. As a static {@code @RegisterExtension} it lives as
 * long as the tests of a class. It is removed with all that is on it when it is closed, however the tests ended;
 * scripts/test removes those of a run that was killed.
 */
public final class DevHost implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final String SEED_VOLUME = "deploy-to-dev-seed";
    private static final int SSH = 22;
    private static final int GATEWAY = 8000;
    private static final int FIRST_PORT = 20_000;
    private static final int MIDDLE_PORT = 25_000;
    private static final int LAST_PORT = 30_000;
    private static final int SHUTDOWN_SECONDS = 60;
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    /** The images take 0.9 GiB of it. A real file system, for an engine does not survive a memory disk that is full. */
    private static final String SMALL_DISK = """
            if [ ! -e /small-disk ]; then
              truncate --size=1700M /small-disk
              mkfs.ext4 -q -m 0 /small-disk
            fi
            mount -o loop /small-disk /var/lib/docker
            rm -rf /var/lib/docker/lost+found
            exec devhost
            """;

    private static final String SMALL_STATE_DISK = "96m";

    private final String image;
    private final Map<String, String> disks = new TreeMap<>();
    private String start = "exec devhost";
    private GenericContainer<?> container;
    private Path directory;

    private DevHost(String image) {
        this.image = image;
    }

    /** One that is started before the first test of the class. */
    public static DevHost forTheClass() {
        return new DevHost(System.getenv().getOrDefault("DEVHOST_IMAGE", "deploy-to-dev-standin/devhost:docker26"));
    }

    /** One whose engine keeps its data on a small disk: the images that it comes with, and little more. */
    public static DevHost onASmallDisk() {
        DevHost host = forTheClass();
        host.start = SMALL_DISK;
        host.disks.put("/home/deploy/.deploy-to-dev", "rw,exec,mode=777,size=" + SMALL_STATE_DISK);
        return host;
    }

    /** The same with Docker 28 and Compose 2.40. */
    static DevHost forTheClassWithNewerEngine() {
        return new DevHost("deploy-to-dev-standin/devhost:docker28");
    }

    /** Starts one at once; its key and known_hosts lie in {@code directory}. */
    static DevHost start(Path directory) throws IOException, JSchException {
        DevHost host = forTheClass();
        host.startIn(directory);
        return host;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        startIn(Files.createTempDirectory("deploy-to-dev-it-host-"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
        if (directory != null) {
            SampleProject.delete(directory);
        }
    }

    private void startIn(Path where) throws IOException, JSchException {
        directory = where;
        String publicKey = makeKey(identity());
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withPrivilegedMode(true)
                .withEnv("AUTHORIZED_KEY", publicKey)
                .withTmpFs(disks)
                .withExposedPorts(SSH, GATEWAY)
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("tini", "--", "bash", "-c", start))
                .withLabel("io.deploytodev.made-by", "test")
                .withLabel(
                        "io.deploytodev.pid",
                        Long.toString(ProcessHandle.current().pid()))
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withBinds(new Bind(SEED_VOLUME, new Volume("/seed"), AccessMode.ro))
                        .withPortBindings(
                                published(SSH, FIRST_PORT, MIDDLE_PORT), published(GATEWAY, MIDDLE_PORT, LAST_PORT)))
                .waitingFor(Wait.forLogMessage(".*dev host ready.*", 1).withStartupTimeout(START_DEADLINE));
        try {
            container.start();
            writeKnownHosts();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A port that stays the same when the host is restarted: one that nobody is given by chance. */
    private static PortBinding published(int port, int from, int to) {
        for (int tries = from; tries < to; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(from, to);
            try (ServerSocket free = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return new PortBinding(
                        Ports.Binding.bindIpAndPort("127.0.0.1", free.getLocalPort()), ExposedPort.tcp(port));
            } catch (IOException e) {
                // Taken: the next.
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /** Makes a private key; answers with its public half. */
    static String makeKey(Path file) throws IOException, JSchException {
        Files.createDirectories(file.getParent());
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            pair.writeOpenSSHv1PrivateKey(out, null);
        }
        var publicKey = new java.io.ByteArrayOutputStream();
        pair.writePublicKey(publicKey, "test");
        return publicKey.toString(StandardCharsets.UTF_8).trim();
    }

    private void writeKnownHosts() throws IOException {
        String key = run("cat", "/etc/ssh/host-keys/ssh_host_ed25519_key.pub");
        String bare = key.substring(0, key.lastIndexOf(' '));
        Files.writeString(
                knownHosts(),
                "[" + address() + "]:" + sshPort() + " " + bare + "\n" + bridgeAddress() + " " + bare + "\n");
    }

    public String address() {
        return "127.0.0.1";
    }

    /** Where other containers of this machine's engine find it, with its own ports. */
    public String bridgeAddress() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> network.getIpAddress())
                .findFirst()
                .orElseThrow();
    }

    public int sshPort() {
        return container.getMappedPort(SSH);
    }

    public String gatewayUrl() {
        return "http://" + address() + ":" + container.getMappedPort(GATEWAY);
    }

    public Path identity() {
        return directory.resolve("id_ed25519");
    }

    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** Runs a command on the host as root and returns what it printed. */
    public String run(String... command) {
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new AssertionError(Arrays.toString(command) + " ended with " + result.getExitCode() + ": "
                        + result.getStderr() + result.getStdout());
            }
            return result.getStdout().trim();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Shuts the host down in good order, and starts it again. */
    public void restart() {
        again(client -> client.stopContainerCmd(container.getContainerId())
                .withTimeout(SHUTDOWN_SECONDS)
                .exec());
    }

    /** Takes its power away, and gives it back. */
    public void cutPower() {
        again(client -> client.killContainerCmd(container.getContainerId()).exec());
    }

    private void again(Consumer<DockerClient> ending) {
        DockerClient client = DockerClientFactory.instance().client();
        // What is left of it would tell of a host that is ready when it is not yet.
        run("rm", "-f", "/run/devhost.ready");
        ending.accept(client);
        Awaitility.await().atMost(START_DEADLINE).until(() -> !container.isRunning());
        client.startContainerCmd(container.getContainerId()).exec();
        Awaitility.await()
                .atMost(START_DEADLINE)
                .ignoreExceptions()
                .until(() -> container
                                .execInContainer("test", "-e", "/run/devhost.ready")
                                .getExitCode()
                        == 0);
    }

    /** Copies a directory of this machine there, for the account that deploys. */
    void copyIn(Path from, String to) {
        container.copyFileToContainer(MountableFile.forHostPath(from), to);
        run("chown", "-R", "deploy:deploy", to);
    }

    /** Service to the id of its container and when it was started: equal before and after means untouched. */
    public Map<String, String> containers() {
        String ids =
                run("docker", "ps", "--all", "--quiet", "--no-trunc", "--filter", "label=com.docker.compose.project");
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<String> command = new java.util.ArrayList<>(List.of(
                "docker",
                "inspect",
                "--format",
                "{{index .Config.Labels \"com.docker.compose.service\"}}={{.Id}} started {{.State.StartedAt}}"));
        command.addAll(ids.lines().toList());
        return run(command.toArray(String[]::new))
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a + b, TreeMap::new));
    }

    /** From now on the engine's events of images are written down; see {@link #imageEvents()}. */
    void recordImageEvents() {
        run(
                "sh",
                "-c",
                "docker events --filter type=image --format '{{.Action}} {{.Actor.Attributes.name}}' "
                        + "> /tmp/image-events 2>&1 &");
        // An event of our own shows that the engine is being listened to.
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            run("docker", "tag", anyImage(), "recording:started");
            return imageEvents().contains("tag recording:started");
        });
    }

    private String anyImage() {
        return run("docker", "image", "ls", "--quiet").lines().findFirst().orElseThrow();
    }

    /** Action and image name of each event, in order. */
    List<String> imageEvents() {
        return run("cat", "/tmp/image-events").lines().toList();
    }

    @Override
    public void close() {
        String id = container == null ? null : container.getContainerId();
        if (id != null) {
            // Its engine's data is an anonymous volume, and goes with it.
            DockerClientFactory.instance()
                    .client()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
            container.close();
        }
    }
}
