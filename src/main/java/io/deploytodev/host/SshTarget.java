package io.deploytodev.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and as whom to connect.
 *
 * @param name the host as the configuration calls it, for messages
 * @param identities private key files, tried in order
 * @param knownHosts the file that says which host keys are trusted; a host that is not in it is refused
 * @param connectTimeout for the TCP connection and for each answer during login
 */
public record SshTarget(
        String name,
        String address,
        int port,
        String user,
        List<Path> identities,
        Path knownHosts,
        Duration connectTimeout) {

    public SshTarget {
        identities = List.copyOf(identities);
    }

    /** How known_hosts writes the address: with brackets when the port is not 22. */
    String knownHostsName() {
        return port == 22 ? address : "[" + address + "]:" + port;
    }
}
