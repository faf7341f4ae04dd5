package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes what git says into why it does not work, and what to do next; pure. */
final class GitComplaint {

    private static final int IN_TIME = -1;

    private record Meaning(Pattern said, FailureKind kind, String why, String next) {}

    private static final List<Meaning> MEANINGS = List.of(
            meaning(
                    "host key verification failed|authenticity of host",
                    "This machine does not know the host key of the remote, or another one than it has.",
                    "Log in once by hand and compare the key (ssh -T git@HOST), as the user that this runs as."),
            meaning(
                    "permission denied \\(|publickey",
                    "The remote refuses the key, or there is none that needs no passphrase: nobody can type one here.",
                    "Try it as the same user, without an agent: GIT_SSH_COMMAND='ssh -o BatchMode=yes' git fetch. A deploy"
                            + " key without a passphrase works unattended; core.sshCommand may name it."),
            meaning(
                    "could not read (username|password)|terminal prompts disabled|authentication failed"
                            + "|invalid username or|error: 40[13]",
                    "The remote wants a login, and nobody can type one here.",
                    "Give git a way to log in by itself: a credential helper, or an address over ssh with a deploy key."
                            + " Try: GIT_TERMINAL_PROMPT=0 git fetch"),
            meaning(
                    "could not resolve|name or service not known|temporary failure in name resolution",
                    "The name of the remote's host is not known here.",
                    "Check the address (git remote -v), the network and the VPN."),
            meaning(
                    "timed out|failed to connect|connection refused|no route to host|network is unreachable|connection reset"
                            + "|connection closed|early eof|unexpected disconnect|hung up unexpectedly|too slow",
                    "The remote cannot be reached, or the connection to it broke.",
                    "Try again when it answers: git ls-remote"),
            meaning(
                    "repository not found|does not appear to be a git repository|repository .* not found|error: 404"
                            + "|repository .* does not exist",
                    "There is no repository at the remote's address, or it does not let this user see it.",
                    "Check the address (git remote -v) and the rights of the key or the token."),
            new Meaning(
                    Pattern.compile("no space left on device|disk quota exceeded", Pattern.CASE_INSENSITIVE),
                    FailureKind.SYNC,
                    "The disk of this machine is full.",
                    "Make room where the cache lies ($XDG_CACHE_HOME, else ~/.cache)."));

    private GitComplaint() {}

    private static Meaning meaning(String said, String why, String next) {
        return new Meaning(Pattern.compile(said, Pattern.CASE_INSENSITIVE), FailureKind.CONNECT, why, next);
    }

    /**
     * The failure in words.
     *
     * @param what what was not done, as a sentence
     * @param patience how long git was given for all of it
     */
    static DeployFailure of(CommandFailed e, String what, Origin origin, Duration patience) {
        List<String> said = e.lastLines().stream()
                .map(line -> RemoteUrl.shown(line, origin.url()))
                .toList();
        if (e.exitCode() == IN_TIME) {
            return new DeployFailure(
                    FailureKind.CONNECT,
                    what,
                    "git was not done within " + patience.toSeconds() + " s, and was ended.",
                    "Give it longer in deploy.yml (ref: {timeout: 1h}), or look at what holds it up: git fetch",
                    List.of(),
                    e);
        }
        String all = String.join("\n", said);
        Meaning meaning = MEANINGS.stream()
                .filter(each -> each.said().matcher(all).find())
                .findFirst()
                .orElse(new Meaning(
                        Pattern.compile(""),
                        FailureKind.SYNC,
                        "git says why.",
                        "Mend what it says; try it in a new clone."));
        return new DeployFailure(meaning.kind(), what, meaning.why(), meaning.next(), said, e);
    }

    /** A ref that the remote does not have. */
    static DeployFailure noSuchRef(Origin origin, Map<String, String> all) {
        List<String> branches = all.keySet().stream()
                .map(RefName::branch)
                .filter(branch -> !branch.isEmpty())
                .sorted()
                .limit(12)
                .toList();
        return new DeployFailure(
                FailureKind.CONFIG,
                "There is no branch, tag or commit " + origin.ref().name() + " at " + origin.name() + ".",
                branches.isEmpty()
                        ? "It has no branches at all."
                        : "It has the branches " + String.join(", ", branches) + (branches.size() < 12 ? "." : ", ..."),
                "Name one of them, or push yours first: what is only on this machine is not deployed by --ref.");
    }

    /** A branch and a tag of one name. */
    static DeployFailure ambiguous(Origin origin) {
        String name = origin.ref().name();
        return new DeployFailure(
                FailureKind.USAGE,
                "There is a branch " + name + " at " + origin.name() + ", and a tag of the same name.",
                "They are two commits, and " + name + " does not say which.",
                "Say it: --ref refs/heads/" + name + ", or --ref refs/tags/" + name);
    }
}
