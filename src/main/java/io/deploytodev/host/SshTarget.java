package io.deploytodev.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and as whom to connect: a plain value, in which every name of {@code ~/.ssh/config} is resolved.
 *
 * @param name the host as the configuration calls it, for messages
 * @param identities private key files, tried in order
 * @param certificates OpenSSH certificates, offered with the private key that each belongs to
 * @param identitiesOnly whether the agent's other keys stay unused
 * @param agent the socket of the ssh-agent
 * @param knownHosts the files that say which host keys are trusted; a host that is in none of them is refused
 * @param hostKeyAlias the name under which known_hosts has the host, when it is another than its address
 * @param jumps the hosts to pass through, in order; they have no jumps of their own
 * @param connectTimeout for the TCP connection and for each answer during login
 */
public record SshTarget(
        String name,
        String address,
        int port,
        String user,
        List<Path> identities,
        List<Path> certificates,
        boolean identitiesOnly,
        Optional<Path> agent,
        List<Path> knownHosts,
        Optional<String> hostKeyAlias,
        List<SshTarget> jumps,
        Duration connectTimeout) {

    public SshTarget {
        identities = List.copyOf(identities);
        certificates = List.copyOf(certificates);
        knownHosts = List.copyOf(knownHosts);
        jumps = List.copyOf(jumps);
    }

    /** Reached at once, with these key files alone. */
    public SshTarget(
            String name,
            String address,
            int port,
            String user,
            List<Path> identities,
            Path knownHosts,
            Duration connectTimeout) {
        this(
                name,
                address,
                port,
                user,
                identities,
                List.of(),
                true,
                Optional.empty(),
                List.of(knownHosts),
                Optional.empty(),
                List.of(),
                connectTimeout);
    }

    SshTarget through(List<SshTarget> hops) {
        return new SshTarget(
                name,
                address,
                port,
                user,
                identities,
                certificates,
                identitiesOnly,
                agent,
                knownHosts,
                hostKeyAlias,
                hops,
                connectTimeout);
    }

    /** How known_hosts writes the address: with brackets when the port is not 22; an alias stands as it is. */
    String knownHostsName() {
        return hostKeyAlias.orElseGet(() -> port == 22 ? address : "[" + address + "]:" + port);
    }

    /** The host as people name it, with the way to it. */
    String where() {
        return user + "@" + address + " port " + port;
    }
}
