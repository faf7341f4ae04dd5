package io.deploytodev.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP port that something listens on, as the kernel lists it in {@code /proc/net/tcp}.
 *
 * @param address in the kernel's hexadecimal digits
 */
public record Listener(String address, int port) {

    private static final Pattern LOCAL = Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");
    private static final Pattern LINE = Pattern.compile("\\s*\\d+: (\\S+) \\S+ 0A .*");
    private static final String LOOPBACK_V6 = "00000000000000000000000001000000";

    /** How a program that speaks both protocols, as Java does, listens on an address of the old one. */
    private static final String V4_IN_V6 = "0000000000000000FFFF0000";

    /** Docker's own name server, inside each container of a network that has names. */
    private static final String NAME_SERVER = "0B00007F";

    /** From the kernel's way to write a local address, {@code 0100007F:1F40}. */
    static Optional<Listener> of(String local) {
        Matcher matcher = LOCAL.matcher(local);
        return matcher.matches()
                ? Optional.of(new Listener(matcher.group(1), Integer.parseInt(matcher.group(2), 16)))
                : Optional.empty();
    }

    /** From a line of {@code /proc/net/tcp} or {@code tcp6}; empty for one that is about a connection. */
    public static Optional<Listener> ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? of(matcher.group(1)) : Optional.empty();
    }

    /** Whether only the machine, or the container, itself gets in. */
    public boolean isLoopback() {
        boolean isV4 = address.length() == 8 || address.startsWith(V4_IN_V6);
        return address.equals(LOOPBACK_V6) || (isV4 && address.endsWith("7F"));
    }

    public boolean isDockersNameServer() {
        return address.equals(NAME_SERVER);
    }

    /** Whether it keeps others from listening on the port at {@code other}; empty stands for every address. */
    public boolean isInTheWayOf(String other) {
        boolean all = address.matches("0+");
        return all
                || other.isEmpty()
                || other.equals("0.0.0.0")
                || other.equals("::")
                || address.equals(hex(other))
                || (other.equals("::1") && address.equals(LOOPBACK_V6));
    }

    private static String hex(String ip) {
        String[] parts = ip.split("\\.", -1);
        if (parts.length != 4 || !ip.matches("[0-9.]+")) {
            return "";
        }
        StringBuilder digits = new StringBuilder();
        for (int i = parts.length - 1; i >= 0; i--) {
            digits.append(String.format("%02X", Integer.parseInt(parts[i])));
        }
        return digits.toString();
    }
}
