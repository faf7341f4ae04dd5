package io.deploytodev.deploy;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.host.Login;
import io.deploytodev.host.ShellQuoting;
import io.deploytodev.pipeline.Timings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user wants to know when a deploy has ended well. */
final class Summary {

    private final DeployRequest request;
    private final Timings timings;

    Summary(DeployRequest request, Timings timings) {
        this.request = request;
        this.timings = timings;
    }

    /**
     * What the last lines say.
     *
     * @param release the id of the one that runs
     * @param urls name to address; the one named health is the one that was asked
     * @param container whose log is worth following; empty where none runs
     */
    DeployEvent success(String release, Map<String, URI> urls, Optional<String> container, Instant at, Duration took) {
        Map<String, String> next = new LinkedHashMap<>();
        URI health = urls.get("health");
        if (health != null) {
            next.put("curl -s " + ShellQuoting.quote(health.toString()), "ask the service how it is");
        }
        Login login = SshAccess.login(request.host());
        container.ifPresentOrElse(
                name -> next.put(
                        login.running(List.of("docker", "logs", "-f", "--tail=100", name)),
                        "follow the log of " + name),
                () -> next.put(login.running(List.of("docker", "ps")), "see what runs on the host"));
        return new DeployEvent.RunSucceeded(
                at,
                release,
                request.config().project()
                        + (health == null ? " runs on " : " is healthy on ")
                        + request.host().name(),
                urls,
                timings.durations(),
                timings.criticalPath(),
                took,
                next);
    }
}
