package io.deploytodev.deploy;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.host.ShellQuoting;
import io.deploytodev.pipeline.Timings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user wants to know when a deploy has ended well. */
final class Summary {

    private final DeployRequest request;
    private final Timings timings;

    Summary(DeployRequest request, Timings timings) {
        this.request = request;
        this.timings = timings;
    }

    /** @param urls name to address; the one named health is the one that was asked */
    DeployEvent success(Begun begun, Map<String, URI> urls, Instant at, Duration took) {
        Map<String, String> next = new LinkedHashMap<>();
        URI health = urls.get("health");
        if (health != null) {
            next.put("curl -s " + ShellQuoting.quote(health.toString()), "ask the service how it is");
        }
        next.put(ssh("docker logs -f --tail=100 CONTAINER"), "follow a container's log (docker ps there lists them)");
        return new DeployEvent.RunSucceeded(
                at,
                begun.releaseId(),
                request.config().project() + " is healthy on " + request.host().name(),
                urls,
                timings.durations(),
                timings.criticalPath(),
                took,
                next);
    }

    private String ssh(String command) {
        var host = request.host();
        List<String> argv = new java.util.ArrayList<>(List.of("ssh"));
        host.port().ifPresent(port -> argv.addAll(List.of("-p", Integer.toString(port))));
        host.identities().stream().findFirst().ifPresent(key -> argv.addAll(List.of("-i", key.toString())));
        argv.add(host.user().map(user -> user + "@").orElse("") + host.address());
        return ShellQuoting.quote(argv) + " " + command;
    }
}
