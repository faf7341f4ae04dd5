package io.deploytodev.checkout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be checked out.
 *
 * @param here the project's tree on this machine
 * @param remote a remote's name or an address; empty for {@code origin}, or the only one that there is
 * @param ref as the user names it
 * @param cache where checkouts are kept from run to run
 * @param project its name, for whoever looks into the cache
 * @param environment of this process
 * @param patience for all that is fetched
 */
public record RefWish(
        Path here,
        Optional<String> remote,
        String ref,
        Path cache,
        String project,
        Map<String, String> environment,
        Duration patience) {

    public RefWish {
        environment = Map.copyOf(environment);
    }
}
