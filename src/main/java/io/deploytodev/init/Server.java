package io.deploytodev.init;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.HostAddress;
import io.deploytodev.failure.DeployFailure;
import java.util.Optional;

/**
 * The server to deploy to, as the user names it.
 *
 * @param from who named it
 */
public record Server(String address, Optional<String> user, Optional<Integer> port, String from) {

    /**
     * Reads {@code [user@]address[:port]}.
     *
     * @throws DeployFailure of kind USAGE when it is something else
     */
    public static Server parse(String text, String from) {
        HostEntry entry = HostAddress.parse(text.strip());
        return new Server(entry.address(), entry.user(), entry.port(), from);
    }

    /** The same, for this account. */
    public Server as(String account) {
        return account.isBlank() ? this : new Server(address, Optional.of(account.strip()), port, from);
    }
}
