package io.deploytodev.connection;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Host;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Login;
import io.deploytodev.host.Passphrases;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.host.SshConnector;
import io.deploytodev.host.SshResolver;
import io.deploytodev.host.SshTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's ways to log in: the SSH configuration, the agent, and passphrases that were asked beforehand. */
public final class SshAccess {

    private final SshResolver resolver;
    private final Map<String, String> environment;
    private final Map<Path, byte[]> passphrases = new HashMap<>();
    private @Nullable SshTarget resolved;

    /**
     * @param environment the user's, for the agent's socket
     * @param home where {@code .ssh} lies
     */
    public SshAccess(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.resolver = new SshResolver(new LocalHost(Path.of("")), environment, home);
    }

    /** The user's, as the program got it. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Asks for each passphrase without which there is no way in. To be called while nothing else uses the terminal.
     *
     * @throws DeployFailure when the SSH configuration or a key cannot be used
     */
    public void askPassphrases(HostEntry host, Passphrases terminal) {
        List<Path> locked = SshConnector.locked(target(host));
        for (Path key : locked) {
            terminal.of(key).ifPresent(passphrase -> passphrases.put(key, passphrase));
        }
    }

    /** What to connect to; asked of OpenSSH once. */
    public synchronized SshTarget target(HostEntry host) {
        if (resolved == null || !resolved.name().equals(host.name())) {
            resolved = resolver.resolve(new SshResolver.Wish(
                    host.name(), host.address(), host.port(), host.user(), host.identities(), host.knownHosts()));
        }
        return resolved;
    }

    /** As the user would type it. */
    public static Login login(HostEntry host) {
        return Login.of(host.address(), host.port(), host.user(), host.identities(), host.knownHosts());
    }

    /** A host that is connected to again, in the same way, when the link breaks. */
    public Host connect(SshTarget target, Duration patience, ReconnectingHost.LinkListener listener) {
        return connect(connector(), target, patience, listener);
    }

    /** The same for a host that gets many commands. */
    public Host connectBusy(SshTarget target, Duration patience, ReconnectingHost.LinkListener listener) {
        return connect(connector().busy(), target, patience, listener);
    }

    /** The same for a host from which much text comes. */
    public Host connectPacked(SshTarget target, Duration patience, ReconnectingHost.LinkListener listener) {
        return connect(connector().packed(), target, patience, listener);
    }

    private SshConnector connector() {
        return new SshConnector(key -> Optional.ofNullable(passphrases.get(key)));
    }

    private static Host connect(
            SshConnector connector, SshTarget target, Duration patience, ReconnectingHost.LinkListener listener) {
        return new ReconnectingHost(() -> connector.connect(target), patience, listener);
    }
}
