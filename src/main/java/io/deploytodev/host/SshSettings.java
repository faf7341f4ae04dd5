package io.deploytodev.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an SSH client configuration says about one host, before file names are made of its words: {@code ~} and tokens
 * such as {@code %d} are still in them.
 *
 * @param jump as {@code ProxyJump} has it, one or several hosts with commas between
 * @param proxyCommand a command instead of a connection
 * @param identityAgent a socket, {@code SSH_AUTH_SOCK}, a variable's name after a dollar sign, or {@code none}
 */
record SshSettings(
        String address,
        int port,
        String user,
        List<String> identities,
        List<String> certificates,
        boolean identitiesOnly,
        Optional<String> identityAgent,
        List<String> knownHosts,
        Optional<String> hostKeyAlias,
        Optional<String> jump,
        Optional<String> proxyCommand,
        Optional<Duration> connectTimeout) {}
