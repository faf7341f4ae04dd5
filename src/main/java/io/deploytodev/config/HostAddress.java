package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to a host as people write it where no configuration names it: {@code [user@]host[:port]}. */
public final class HostAddress {

    /** A name or an address alone. A single colon is the beginning of a port; an IPv6 address has more. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    /** What ssh itself refuses, for a command of the user's ssh configuration may be given the name. */
    private static final Pattern USER = Pattern.compile("[^\\s'`\";&<>|(){}$]{1,255}");

    /** A port needs brackets around an IPv6 address, as in a URL. */
    private static final Pattern WHOLE = Pattern.compile(
            "(?:(?<user>.*)@)?(?:\\[(?<v6>[^\\]]*)\\]|(?<name>[^:]*|[^:]*:[^:]*:.*))(?::(?<port>\\d{1,5}))?");

    private HostAddress() {}

    /**
     * A host of which nothing is known but this; the rest is left to the user's SSH configuration.
     *
     * @throws DeployFailure of kind USAGE when it is no address
     */
    public static HostEntry parse(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (matcher.matches()) {
            String address = Optional.ofNullable(matcher.group("v6")).orElseGet(() -> matcher.group("name"));
            Optional<Integer> port = Optional.ofNullable(matcher.group("port")).map(Integer::valueOf);
            Optional<String> user = Optional.ofNullable(matcher.group("user"));
            if (isAddress(address)
                    && user.filter(name -> !isUser(name)).isEmpty()
                    && port.filter(number -> number < 1 || number > Addresses.LAST_PORT)
                            .isEmpty()) {
                return new HostEntry(
                        text, address, port, user, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
            }
        }
        throw new DeployFailure(
                FailureKind.USAGE,
                text + " is no address of a server.",
                "Where no config/deploy.yml names the hosts, --host is an address: [user@]host[:port].",
                "Name a server, or a Host of your ~/.ssh/config.");
    }

    static boolean isAddress(String text) {
        return !text.startsWith("-") && ADDRESS.matcher(text).matches();
    }

    /** Whether an account may be called so; a dash at the beginning would make it an option. */
    static boolean isUser(String text) {
        return !text.startsWith("-") && USER.matcher(text).matches();
    }
}
