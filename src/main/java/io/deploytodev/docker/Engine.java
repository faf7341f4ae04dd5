package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.deploytodev.host.Host;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine of the dev host, for looking: state, health, logs, images. Safe for use by several threads. */
public final class Engine implements AutoCloseable {

    /** Longer than it takes to notice that the link is dead, so that the link is blamed and not the engine. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private static final int CONNECTIONS = 16;

    private final Host host;
    private final Path socket;
    private final WireQuestions questions;
    private final Inspection inspection;
    private final Listing listing;
    private volatile Optional<String> knownDataDirectory = Optional.empty();
    private @Nullable DockerHttpClient transport;
    private @Nullable DockerClient client;

    private Engine(Host host, Path socket) {
        this.host = host;
        this.socket = socket;
        this.questions = new WireQuestions(host, socket);
        this.inspection = new Inspection(questions);
        this.listing = new Listing(inspection);
    }

    /**
     * The engine of a host.
     *
     * @param socket on this machine, led to the engine's by the host's connection
     */
    public static Engine of(Host host, Path socket) {
        return new Engine(host, socket);
    }

    /** Makes ready what the first question needs of this program itself; to be called while there is something to wait for. */
    public static void prepare() {
        Inspection.prepare();
    }

    /** The library's own, which takes a moment to load; whoever only looks needs none. */
    private synchronized DockerHttpClient transport() {
        if (transport == null) {
            transport = new SteadyTransport(() -> builder(socket).build(), host);
        }
        return transport;
    }

    private static ApacheDockerHttpClient.Builder builder(Path socket) {
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(address(socket))
                .sslConfig(NoTls::context)
                .maxConnections(CONNECTIONS)
                .responseTimeout(RESPONSE_TIMEOUT);
    }

    private static URI address(Path socket) {
        return URI.create("unix://" + socket);
    }

    private synchronized DockerClient client() {
        if (client == null) {
            DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(address(socket).toString())
                    .withDockerTlsVerify(false)
                    .build();
            client = DockerClientImpl.getInstance(config, transport());
        }
        return client;
    }

    /** Whether it is there at this moment. */
    public boolean isAnswering() {
        try {
            client().pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** All containers of a Compose project, ended ones too; one-off containers of {@code compose run} are left out. */
    public List<ContainerState> containers(String project) {
        return states(ids(project));
    }

    /** The containers of one service of a Compose project: one, or as many as it has replicas. */
    public List<ContainerState> containers(String project, String service) {
        return containers(project, List.of(service));
    }

    /** The containers of some services of a Compose project; the others are not asked about. */
    public List<ContainerState> containers(String project, Collection<String> services) {
        return states(Listing.ids(listing.of(project), services));
    }

    /**
     * The containers of some services, and the ids of some local images.
     *
     * @param references of images; those that the engine does not have are left out of the answer
     */
    public Survey survey(String project, Collection<String> services, Collection<String> references) {
        return listing.survey(project, services, references);
    }

    /** The containers of all Compose projects of the host, ended ones too, in one question. */
    public List<ComposeContainer> composeContainers() {
        return listing.all();
    }

    /** The container as it is now; empty when it is gone. */
    public Optional<ContainerState> inspect(String id) {
        return states(List.of(id)).stream().findFirst();
    }

    /** What goes meanwhile is left out. */
    private List<ContainerState> states(List<String> ids) {
        return ContainerStates.of(inspection.of(ids).values(), inspection::of);
    }

    /** The ids of all containers of a Compose project, ended ones too. */
    public List<String> ids(String project) {
        return listing.of(project).stream().map(ComposeContainer::id).toList();
    }

    /** Containers with what people want to know of them; those that are gone are left out. */
    public List<ContainerLook> looks(Collection<String> ids) {
        Collection<JsonNode> answers = inspection.of(ids).values();
        Iterator<ContainerState> states =
                ContainerStates.of(answers, inspection::of).iterator();
        return answers.stream()
                .map(answer -> ContainerLook.of(states.next(), answer))
                .toList();
    }

    /** What containers have used so far, by their ids; those that do not run are left out. */
    public Map<String, ContainerUse> uses(Collection<String> ids) {
        Map<String, ContainerUse> uses = new HashMap<>();
        inspection.uses(ids).forEach((id, answer) -> ContainerUse.parse(answer).ifPresent(use -> uses.put(id, use)));
        return uses;
    }

    /** How much memory a container may use, in bytes; empty when it has no limit, or is gone. */
    public OptionalLong memoryLimit(String id) {
        return positive(
                inspection.of(id).map(answer -> answer.path("HostConfig").path("Memory")));
    }

    private static OptionalLong positive(Optional<JsonNode> answer) {
        return answer.map(JsonNode::asLong).stream()
                .mapToLong(Long::longValue)
                .filter(number -> number > 0)
                .findFirst();
    }

    /** The id of a local image, {@code sha256:...}; empty when the engine does not have it, or takes it for no name. */
    public Optional<String> imageId(String reference) {
        return Optional.ofNullable(imageIds(List.of(reference)).get(reference));
    }

    /** The ids of local images, by their names; what the engine does not have, or takes for no name, is left out. */
    public Map<String, String> imageIds(Collection<String> references) {
        return Listing.imageIds(inspection.images(references), references);
    }

    /** What all layers of an image take; 0 when the engine does not have it. */
    public long imageBytes(String reference) {
        return inspection.images(List.of(reference)).values().stream()
                .mapToLong(answer -> answer.path("Size").asLong())
                .sum();
    }

    /** Where the engine keeps images, containers and volumes; asked once, for that does not change while it runs. */
    public String dataDirectory() {
        if (knownDataDirectory.isEmpty()) {
            knownDataDirectory = Optional.of(facts().dataDirectory());
        }
        return knownDataDirectory.get();
    }

    /** The same, for when it may not answer any more; empty when nobody has asked before. */
    public Optional<String> knownDataDirectory() {
        return knownDataDirectory;
    }

    public EngineFacts facts() {
        return EngineFacts.of(inspection.info());
    }

    /** What an image says of itself; empty when the engine does not have it, or takes it for no name. */
    public Optional<ImageFacts> image(String reference) {
        return ImageFacts.ask(client(), reference);
    }

    /** Which of these programs an image has; starts nothing. Empty where that cannot be said. */
    public Map<String, Boolean> programs(ImageFacts image, Set<String> wanted) {
        return new ImagePrograms(client()).find(image, wanted);
    }

    /** Whether the registry has an image, as far as the engine gets to it without a login. */
    public RegistryAnswer askRegistry(String reference) {
        return RegistryAnswer.ask(transport(), reference);
    }

    /**
     * All images, whoever they belong to, and what they take.
     *
     * @throws EngineFailed when it does not say so
     */
    public ImageUsage images() {
        return ImageUsage.ask(transport());
    }

    /** The TCP ports of the host that running containers hold, whoever they belong to. */
    public List<PortHolder> publishedPorts() {
        return inspection.running().stream()
                .flatMap(listed -> PortHolder.of(listed).stream())
                .toList();
    }

    /** The process of a running container, by its number on the host; empty when it does not run. */
    public OptionalLong processId(String containerId) {
        return positive(
                inspection.of(containerId).map(answer -> answer.path("State").path("Pid")));
    }

    /** Gives an image one more name. */
    public void tag(String imageId, String repository, String tag) {
        client().tagImageCmd(imageId, repository, tag).exec();
    }

    /**
     * Reads on in a container's log, as it comes, until the reader has had enough or the time is up.
     *
     * @param since lines that were written before are left out
     */
    public void readLog(String containerId, Instant since, Duration patience, LogReader reader) {
        LogReading.read(client(), containerId, since, patience, reader);
    }

    /**
     * Starts a command in a running container.
     *
     * @return empty when the container is gone or does not run
     */
    public Optional<ContainerCommand> start(String containerId, List<String> argv) {
        return ContainerCommand.start(client(), containerId, argv);
    }

    /**
     * Starts a command in a running container for somebody who talks to it.
     *
     * @return empty when the container is gone or does not run
     * @throws EngineFailed when the engine refuses, with its reason
     */
    public Optional<ContainerSession> open(String containerId, ExecRequest request) {
        return ContainerSession.start(client(), transport(), socket, containerId, request);
    }

    /** The last lines that a container wrote since it was started by whoever started it, oldest first. */
    public List<String> lastLogLines(ContainerState container, int lines) {
        return LastLines.of(client(), container, lines, RESPONSE_TIMEOUT);
    }

    @Override
    public synchronized void close() {
        questions.close();
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (IOException e) {
            // Only the tunnel is behind it, and that is closed next.
        }
    }
}
