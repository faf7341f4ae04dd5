package io.deploytodev.host;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what JSch throws into what a user can act on. */
final class SshFailures {

    private SshFailures() {}

    static DeployFailure connecting(
            SshTarget target, @Nullable OfferedHostKey offered, List<Path> locked, JSchException e) {
        String where = target.user() + "@" + target.address() + " port " + target.port();
        if (e instanceof JSchUnknownHostKeyException) {
            return failure(
                    "The host key of " + where + " is not known.",
                    "It offers " + fingerprint(offered) + ", and " + target.knownHosts() + " has no key for "
                            + target.knownHostsName() + ".",
                    "Compare the fingerprint with the host's own (on it: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then: "
                            + keyscan(target),
                    e);
        }
        if (e instanceof JSchChangedHostKeyException) {
            return failure(
                    "The host key of " + where + " has changed.",
                    "It now offers " + fingerprint(offered) + ", another key than " + target.knownHosts()
                            + " has for it. The host was set up anew, or something sits in between.",
                    "Only if you know why it changed: "
                            + ShellQuoting.quote(List.of(
                                    "ssh-keygen",
                                    "-R",
                                    target.knownHostsName(),
                                    "-f",
                                    target.knownHosts().toString()))
                            + " && " + keyscan(target),
                    e);
        }
        Throwable root = rootOf(e);
        if (root instanceof UnknownHostException) {
            return failure(
                    "There is no host named " + target.address() + ".",
                    "The name does not resolve on this machine.",
                    "Check hosts." + target.name() + ".address in deploy.yml, and your network or VPN.",
                    e);
        }
        String message = String.valueOf(e.getMessage());
        if (root instanceof SocketTimeoutException || message.startsWith("timeout")) {
            return failure(
                    "The dev host " + where + " does not answer.",
                    "No answer within " + target.connectTimeout().toSeconds() + " s.",
                    "Check that the host is up, and the address, your network or VPN: " + ssh(target),
                    e);
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return failure(
                    "The dev host " + where + " cannot be reached.",
                    String.valueOf(root.getMessage()) + ".",
                    "Check that the host is up and that its SSH server listens on port " + target.port() + ": "
                            + ssh(target),
                    e);
        }
        if (message.startsWith("Auth fail")
                || message.startsWith("USERAUTH fail")
                || message.startsWith("Auth cancel")) {
            return failure(
                    "The dev host refuses to log in " + where + ".",
                    keys(target, locked),
                    "Check the user, and that the public key stands in ~/.ssh/authorized_keys of " + target.user()
                            + " on the host: " + ssh(target),
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

    private static String keys(SshTarget target, List<Path> locked) {
        List<Path> offered = target.identities().stream()
                .filter(identity -> !locked.contains(identity))
                .toList();
        StringBuilder keys = new StringBuilder();
        if (target.identities().isEmpty()) {
            keys.append("No private key was found to log in with.");
        }
        if (!offered.isEmpty()) {
            keys.append("None of these keys is accepted: ").append(offered).append('.');
        }
        if (!locked.isEmpty()) {
            keys.append(keys.isEmpty() ? "" : " ")
                    .append("Not tried, for they need a passphrase, which nobody could type in a nightly run: ")
                    .append(locked)
                    .append('.');
        }
        return keys.toString();
    }

    private static DeployFailure failure(String what, String why, String next, @Nullable Throwable cause) {
        return new DeployFailure(FailureKind.CONNECT, what, why, next, List.of(), cause);
    }

    private static String fingerprint(@Nullable OfferedHostKey offered) {
        return offered == null ? "a key" : offered.fingerprint();
    }

    private static String keyscan(SshTarget target) {
        return ShellQuoting.quote(List.of("ssh-keyscan", "-p", Integer.toString(target.port()), target.address()))
                + " >> " + ShellQuoting.quote(target.knownHosts().toString());
    }

    private static String ssh(SshTarget target) {
        return ShellQuoting.quote(
                List.of("ssh", "-v", "-p", Integer.toString(target.port()), target.user() + "@" + target.address()));
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
