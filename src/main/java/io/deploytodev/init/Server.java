package io.deploytodev.init;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server to deploy to, as the user names it.
 *
 * @param from who named it
 */
public record Server(String address, Optional<String> user, Optional<String> port, String from) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(?<user>[^\\s@:/]+)@)?(?<address>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?::(?<port>\\d{1,5}))?");

    /**
     * Reads {@code [user@]address[:port]}.
     *
     * @throws DeployFailure of kind USAGE when it is something else
     */
    public static Server parse(String text, String from) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    text + " is no address of a server.",
                    "It is a name, an IP address or a Host of ~/.ssh/config, with user@ before it or :port behind it.",
                    "For example: --host deploy@dev.example.internal");
        }
        return new Server(
                written.group("address").replaceAll("[\\[\\]]", ""),
                Optional.ofNullable(written.group("user")),
                Optional.ofNullable(written.group("port")),
                from);
    }

    /** The same, for this account. */
    public Server as(String account) {
        return account.isBlank() ? this : new Server(address, Optional.of(account.strip()), port, from);
    }
}
