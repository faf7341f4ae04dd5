package io.deploytodev.faults;

import io.deploytodev.host.CuttableLink;
import io.deploytodev.it.DevHost;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;

/** One try: a host that serves an old version, and a workstation that is about to deploy a new one. */
final class Scene implements AutoCloseable {

    private final Stage stage;
    private final String old;
    private final String next;
    private final Random random;
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Map<String, String>> filesOf = new HashMap<>();

    Scene(Stage stage, String old, Map<String, String> oldFiles, String next, Random random) {
        this.stage = stage;
        this.old = old;
        this.next = next;
        this.random = random;
        filesOf.put(old, oldFiles);
    }

    DevHost host() {
        return stage.host();
    }

    CuttableLink link() {
        return stage.link();
    }

    FaultProject project() {
        return stage.project();
    }

    /** The same project on the workstation of somebody else. */
    FaultProject elsewhere() {
        return stage.elsewhere();
    }

    URI health() {
        return stage.health();
    }

    String old() {
        return old;
    }

    String next() {
        return next;
    }

    /** Starts the deploy of the new version. */
    Client deploy() {
        return deploy(project(), next);
    }

    /** Starts a deploy of what lies on that workstation. */
    Client deploy(FaultProject from, String version) {
        filesOf.put(version, from.files());
        Client client = Client.deploy(from.config());
        clients.add(client);
        return client;
    }

    /** What the host's files have to be when it serves this version. */
    Map<String, String> filesOf(String version) {
        return filesOf.getOrDefault(version, Map.of());
    }

    /** A moment of its own for each try, the same in each run. */
    void await(Duration atMost) {
        Duration moment = Duration.ofMillis(random.nextInt((int) atMost.toMillis()));
        Awaitility.await().atMost(atMost.plusMinutes(1)).pollDelay(moment).until(() -> true);
    }

    /** Waits for the end of a client that lives to say how its deploy ended: the new version or, failed, the old. */
    Fault.Outcome end(Client client) {
        Client.Ended ended = client.awaitEnd();
        return new Fault.Outcome(ended, Set.of(ended.exitCode() == 0 ? next : old), true);
    }

    /** Kills a client; nobody knows how far it came. */
    Fault.Outcome kill(Client client) {
        client.kill();
        Client.Ended ended = client.awaitEnd();
        return new Fault.Outcome(ended, Set.of(old, next), ended.exitCode() == 0);
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
