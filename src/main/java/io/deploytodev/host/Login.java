package io.deploytodev.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to a dev host as somebody types it: what {@code ssh} has to be told, and no more. What stands in
 * {@code ~/.ssh/config}, such as jumps, {@code ssh} knows itself when it is asked for the same address.
 */
public record Login(List<String> argv) {

    public Login {
        argv = List.copyOf(argv);
    }

    /**
     * To a host of the configuration.
     *
     * @param address a name, an address, or a Host of {@code ~/.ssh/config}
     */
    public static Login of(
            String address,
            Optional<Integer> port,
            Optional<String> user,
            List<Path> identities,
            Optional<Path> knownHosts) {
        List<String> argv = new ArrayList<>(List.of("ssh"));
        port.ifPresent(number -> argv.addAll(List.of("-p", Integer.toString(number))));
        identities.forEach(key -> argv.addAll(List.of("-i", key.toString())));
        knownHosts.ifPresent(file -> argv.addAll(List.of("-o", "UserKnownHostsFile=" + optionValue(file.toString()))));
        argv.add(user.map(name -> name + "@").orElse("") + address);
        return new Login(argv);
    }

    /** A line for the user's shell that runs this command on the host. */
    public String running(List<String> command) {
        String remote = ShellQuoting.quote(command);
        boolean asItStands = remote.equals(String.join(" ", command));
        return ShellQuoting.quote(argv) + " " + (asItStands ? remote : ShellQuoting.quote(remote));
    }

    /** Options are split at blanks once more, and their percent signs are tokens (ssh_config(5)). */
    static String optionValue(String path) {
        String escaped = path.replace("%", "%%");
        return escaped.matches("\\S*") ? escaped : "\"" + escaped + "\"";
    }
}
