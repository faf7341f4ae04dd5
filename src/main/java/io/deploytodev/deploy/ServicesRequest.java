package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Whom;
import java.time.Duration;
import java.util.List;

/**
 * A wish of on-call to change what runs.
 *
 * @param config the project's, as it was deployed or as it is at hand
 * @param who user and machine
 * @param services by name; none for those that the verb takes then
 * @param infrastructure whether the infrastructure is meant, too, where none is named
 * @param lockPatience for how long to wait for somebody else who is at work on the project
 */
public record ServicesRequest(
        Whom whom,
        DeployConfig config,
        String who,
        List<String> services,
        boolean infrastructure,
        Duration lockPatience) {

    public ServicesRequest {
        services = List.copyOf(services);
    }
}
