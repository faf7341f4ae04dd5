package io.deploytodev.bench;

import static java.util.stream.Collectors.joining;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is used where this tool is not: ssh, rsync, and Compose on the host. */
final class Peer {

    /** What a deploy script leaves out, as the guides' own do. */
    private static final String EXCLUDED = "--exclude=.git --exclude=.env --exclude=target";

    private final Workstation workstation;
    private final String login;
    private final List<String> ssh;

    private Peer(Workstation workstation, String address, List<String> ssh) {
        this.workstation = workstation;
        this.login = "deploy@" + address;
        this.ssh = ssh;
    }

    /** Reaches a host by its own port. */
    static Peer on(DevHost host, Workstation workstation) {
        return at(host, host.sshPort(), workstation);
    }

    /** Reaches a host by another port, where a slow link to it listens. */
    static Peer at(DevHost host, int port, Workstation workstation) {
        return new Peer(
                workstation,
                host.address(),
                List.of(
                        "ssh",
                        "-F",
                        "none",
                        "-i",
                        host.identity().toString(),
                        "-p",
                        Integer.toString(port),
                        "-o",
                        "UserKnownHostsFile=" + host.knownHosts(),
                        "-o",
                        "BatchMode=yes"));
    }

    /** The same through a connection that a master process keeps open. */
    Peer overMaster(Path socket) {
        return new Peer(
                workstation,
                login.substring(login.indexOf('@') + 1),
                Stream.concat(ssh.stream(), Stream.of("-o", "ControlPath=" + socket))
                        .toList());
    }

    /** What opens the connection that {@link #overMaster} uses, and keeps it. */
    List<String> master(Path socket) {
        return Stream.concat(
                        ssh.stream(),
                        Stream.of("-o", "ControlMaster=yes", "-o", "ControlPath=" + socket, "-N", "-f", login))
                .toList();
    }

    /** What closes it. */
    List<String> endOfMaster(Path socket) {
        return Stream.concat(ssh.stream(), Stream.of("-o", "ControlPath=" + socket, "-O", "exit", login))
                .toList();
    }

    /** A command on the host, by its shell. */
    List<String> remote(String script) {
        return Stream.concat(ssh.stream(), Stream.of(login, script)).toList();
    }

    /** Makes a directory of the host the same as the project's, as a deploy script does. */
    String rsync(Path from, String to) {
        return "rsync -az --delete " + EXCLUDED + " -e '" + ssh.stream().collect(joining(" ")) + "' " + from + "/ "
                + login + ":" + to + "/";
    }

    /** The two of them, and what stops at the first that fails. */
    List<String> deployScript(Path from, String to, String remote) {
        return List.of(
                "bash",
                "-ec",
                rsync(from, to) + "\n" + ssh.stream().collect(joining(" ")) + " " + login + " 'cd " + to + " && "
                        + remote + "'");
    }

    /** Gives the host a project with the environment file that the tool would send. */
    void prepare(SampleProject project, String directory) throws IOException, InterruptedException {
        Path environment = project.config().resolveSibling("dev.env");
        workstation.outputOf(List.of(
                "bash",
                "-ec",
                ssh.stream().collect(joining(" ")) + " " + login + " 'umask 077; mkdir -p " + directory + "; cat > "
                        + directory + "/.env' < " + environment));
    }
}
