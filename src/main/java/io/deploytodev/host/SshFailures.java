package io.deploytodev.host;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.JumpProxy.HopRefused;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what JSch throws into what a user can act on. */
final class SshFailures {

    private static final String USUAL_PLACE = System.getProperty("user.home") + "/.ssh";

    private SshFailures() {}

    static DeployFailure connecting(
            SshTarget target,
            SshTarget destination,
            @Nullable OfferedHostKey offered,
            List<Path> locked,
            JSchException e) {
        boolean isJump = !target.equals(destination);
        String role = isJump ? "jump host" : "dev host";
        String where = target.where() + (isJump ? ", the jump host on the way to " + destination.name() + "," : "");
        if (e instanceof JSchUnknownHostKeyException) {
            return failure(
                    "The host key of " + where + " is not known.",
                    "It offers " + fingerprint(offered) + ", and " + files(target) + " has no key for "
                            + target.knownHostsName() + ".",
                    "Compare the fingerprint with the host's own (on it: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then: "
                            + keyscan(target),
                    e);
        }
        if (e instanceof JSchChangedHostKeyException) {
            return failure(
                    "The host key of " + where + " has changed.",
                    "It now offers " + fingerprint(offered) + ", another key than " + files(target)
                            + " has for it. The host was set up anew, or something sits in between.",
                    "Only if you know why it changed: "
                            + ShellQuoting.quote(
                                    List.of("ssh-keygen", "-R", target.knownHostsName(), "-f", writable(target)))
                            + " && " + keyscan(target),
                    e);
        }
        Throwable root = rootOf(e);
        HopRefused refused = cause(e, HopRefused.class);
        if (refused != null) {
            return failure(
                    "The " + role + " " + where + " cannot be reached from the jump host "
                            + refused.hop().where() + ".",
                    String.valueOf(refused.getMessage()) + ".",
                    "On the jump host, see whether it resolves " + target.address() + " and reaches port "
                            + target.port() + ", and whether its SSH server allows AllowTcpForwarding: "
                            + ssh(refused.hop()),
                    e);
        }
        if (root instanceof UnknownHostException) {
            return failure(
                    "There is no host named " + target.address() + ".",
                    "The name does not resolve on this machine.",
                    (isJump
                                    ? "Check ProxyJump and HostName in ~/.ssh/config"
                                    : "Check hosts." + target.name()
                                            + ".address in deploy.yml (and HostName in ~/.ssh/config)")
                            + ", and your network or VPN.",
                    e);
        }
        String message = String.valueOf(e.getMessage());
        if (root instanceof SocketTimeoutException || message.startsWith("timeout")) {
            return failure(
                    "The " + role + " " + where + " does not answer.",
                    "No answer within " + target.connectTimeout().toSeconds() + " s.",
                    "Check that the host is up, and the address, your network or VPN: " + ssh(target),
                    e);
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return failure(
                    "The " + role + " " + where + " cannot be reached.",
                    String.valueOf(root.getMessage()) + ".",
                    "Check that the host is up and that its SSH server listens on port " + target.port() + ": "
                            + ssh(target),
                    e);
        }
        if (message.contains("Too many authentication failures")) {
            return failure(
                    "The " + role + " refuses to log in " + where + ".",
                    "It was offered more keys than it hears out.",
                    "Name the right key: identity in deploy.yml, or IdentityFile and IdentitiesOnly yes in ~/.ssh/config.",
                    e);
        }
        if (message.startsWith("Auth fail")
                || message.startsWith("USERAUTH fail")
                || message.startsWith("Auth cancel")) {
            return failure(
                    "The " + role + " refuses to log in " + where + ".",
                    keys(target, locked),
                    afterRefusal(target, locked),
                    e);
        }
        return failure("Cannot connect to " + where + ".", message + ".", "Try the same with: " + ssh(target), e);
    }

    static DeployFailure identity(SshTarget target, Path identity, String why, @Nullable JSchException e) {
        return failure(
                "The private key " + identity + " cannot be used.",
                why,
                "Name another key for " + target.name() + " in deploy.yml, or make one: "
                        + ShellQuoting.quote(List.of("ssh-keygen", "-t", "ed25519", "-f", identity.toString())),
                e);
    }

    static DeployFailure openKey(Path identity) {
        return failure(
                "The private key " + identity + " is open to others.",
                "Its mode gives rights to its group or to everybody; ssh does not use such a key either.",
                ShellQuoting.quote(List.of("chmod", "600", identity.toString())),
                null);
    }

    private static String keys(SshTarget target, List<Path> locked) {
        List<Path> publicHalves = publicHalves(target);
        List<Path> offered = offered(target, locked);
        List<String> keys = new ArrayList<>();
        if (target.identities().isEmpty()) {
            keys.add("No private key was found to log in with.");
        }
        if (!offered.isEmpty()) {
            keys.add("None of these keys is accepted: " + list(offered) + ".");
        }
        target.identities().stream()
                .filter(SshKeys::isOpenToOthers)
                .forEach(file -> keys.add("Left out, as ssh does, for others may read it: " + file + " (chmod 600)."));
        if (!publicHalves.isEmpty()) {
            keys.add("Only the public half of a key: " + list(publicHalves)
                    + ". It logs in where the agent holds the private half, and no agent here does, or the host does not"
                    + " accept it.");
        }
        if (!locked.isEmpty()) {
            keys.add("Not tried, for they need a passphrase, and neither the agent nor anybody at a terminal gave it: "
                    + list(locked) + ".");
        }
        return String.join(" ", keys);
    }

    private static String list(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** What to do depends on which keys there were to be refused. */
    private static String afterRefusal(SshTarget target, List<Path> locked) {
        List<Path> publicHalves = publicHalves(target);
        List<Path> offered = offered(target, locked);
        if (!locked.isEmpty()) {
            return "Load the key into the agent: " + sshAdd(locked)
                    + ". Else check the user, and that the public key stands" + " in ~/.ssh/authorized_keys of "
                    + target.user() + " on the host: " + ssh(target);
        }
        if (target.identities().isEmpty()) {
            return "Make a key and bring it to the host: ssh-keygen -t ed25519 && " + copyId(target, Optional.empty())
                    + " ; or name yours: identity in deploy.yml.";
        }
        if (offered.isEmpty() && !publicHalves.isEmpty()) {
            return "Name the private key: identity: "
                    + publicHalves.get(0).toString().replaceFirst("\\.pub$", "") + " (without .pub).";
        }
        return "Check the user " + target.user() + ". If the key is to log in there, bring it to its"
                + " ~/.ssh/authorized_keys: " + copyId(target, offered.stream().findFirst())
                + " ; to see what the host says: "
                + ssh(target);
    }

    private static List<Path> publicHalves(SshTarget target) {
        return target.identities().stream().filter(SshKeys::isPublicKey).toList();
    }

    private static List<Path> offered(SshTarget target, List<Path> locked) {
        return target.identities().stream()
                .filter(identity -> !locked.contains(identity)
                        && !SshKeys.isPublicKey(identity)
                        && !SshKeys.isOpenToOthers(identity))
                .toList();
    }

    private static String copyId(SshTarget target, Optional<Path> key) {
        List<String> argv = new ArrayList<>(List.of("ssh-copy-id"));
        key.ifPresent(file -> argv.addAll(List.of("-i", file.toString())));
        argv.addAll(List.of("-p", Integer.toString(target.port())));
        argv.addAll(knownHosts(target));
        if (!target.jumps().isEmpty()) {
            argv.addAll(List.of("-o", "ProxyJump=" + jumps(target)));
        }
        argv.add(target.user() + "@" + target.address());
        return ShellQuoting.quote(argv);
    }

    private static String sshAdd(List<Path> locked) {
        return ShellQuoting.quote(List.of("ssh-add", locked.get(0).toString()));
    }

    /** Where a new key belongs: the user's first file. */
    private static String writable(SshTarget target) {
        return target.knownHosts().isEmpty()
                ? "~/.ssh/known_hosts"
                : target.knownHosts().get(0).toString();
    }

    private static String files(SshTarget target) {
        List<Path> there = target.knownHosts().stream()
                .filter(file ->
                        Files.exists(file) || file.equals(target.knownHosts().get(0)))
                .toList();
        return there.isEmpty() ? "no file" : there.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    private static DeployFailure failure(String what, String why, String next, @Nullable Throwable cause) {
        return new DeployFailure(FailureKind.CONNECT, what, why, next, List.of(), cause);
    }

    private static String fingerprint(@Nullable OfferedHostKey offered) {
        return offered == null ? "a key" : offered.fingerprint();
    }

    /** Behind a jump, or under another name, only a login asks for the key in the right way. */
    private static String keyscan(SshTarget target) {
        if (!target.jumps().isEmpty() || target.hostKeyAlias().isPresent()) {
            return "log in once with ssh, which asks whether to trust the key and writes it to " + writable(target);
        }
        Path file = target.knownHosts().isEmpty()
                ? null
                : target.knownHosts().get(0).getParent();
        return (file == null || Files.isDirectory(file)
                        ? ""
                        : ShellQuoting.quote(List.of("mkdir", "-p", "-m", "700", file.toString())) + " && ")
                + ShellQuoting.quote(List.of("ssh-keyscan", "-p", Integer.toString(target.port()), target.address()))
                + " >> " + ShellQuoting.quote(List.of(writable(target)));
    }

    private static String ssh(SshTarget target) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-v", "-p", Integer.toString(target.port())));
        target.identities().stream()
                .filter(key -> !USUAL_PLACE.equals(String.valueOf(key.getParent())))
                .forEach(key -> argv.addAll(List.of("-i", key.toString())));
        argv.addAll(knownHosts(target));
        if (!target.jumps().isEmpty()) {
            argv.addAll(List.of("-J", jumps(target)));
        }
        argv.add(target.user() + "@" + target.address());
        return ShellQuoting.quote(argv);
    }

    /** Only what ssh would not look into by itself. */
    private static List<String> knownHosts(SshTarget target) {
        List<Path> named = target.knownHosts().stream()
                .filter(file -> !USUAL_PLACE.equals(String.valueOf(file.getParent())) && !file.startsWith("/etc/ssh"))
                .toList();
        return named.isEmpty()
                ? List.of()
                : List.of(
                        "-o",
                        "UserKnownHostsFile=" + Login.optionValue(named.get(0).toString()));
    }

    private static String jumps(SshTarget target) {
        return target.jumps().stream()
                .map(hop -> hop.user() + "@" + hop.address() + ":" + hop.port())
                .collect(Collectors.joining(","));
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
