package io.deploytodev.deploy;

import io.deploytodev.docker.EngineAway;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FullDisk;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Says of a run that did not end well what the host runs now. */
final class Aftermath {

    /** Failures before which nothing of the backend can have been changed. */
    private static final Set<FailureKind> BEFORE_ANYTHING = Set.of(
            FailureKind.USAGE,
            FailureKind.CONFIG,
            FailureKind.CONNECT,
            FailureKind.HOST,
            FailureKind.LOCKED,
            FailureKind.SYNC);

    /** What Docker did when it failed. A hook may speak of another engine. */
    private static final Set<FailureKind> OF_THE_ENGINE =
            Set.of(FailureKind.BUILD, FailureKind.INFRASTRUCTURE, FailureKind.ROLLOUT);

    private final String verb;
    private final String host;
    private final Optional<Release> previous;
    private final WayBack wayBack;
    private final List<String> atWork;
    private final Supplier<Optional<EngineRoom>> roomLacking;

    /**
     * What to say of a run.
     *
     * @param previous the release that ran when the run began
     * @param atWork the jobs that go on on the host without us
     * @param roomLacking asked when the engine went away
     */
    Aftermath(
            String verb,
            String host,
            Optional<Release> previous,
            WayBack wayBack,
            List<String> atWork,
            Supplier<Optional<EngineRoom>> roomLacking) {
        this.verb = verb;
        this.host = host;
        this.previous = previous;
        this.wayBack = wayBack;
        this.atWork = List.copyOf(atWork);
        this.roomLacking = roomLacking;
    }

    DeployFailure of(RuntimeException e) {
        if (wayBack.lostLock().isPresent()) {
            return lost(wayBack.lostLock().get(), e);
        }
        if (e instanceof CommandFailed failed && FullDisk.isBehind(failed)) {
            return told(fullDisk(failed));
        }
        if (isEngineAway(e)) {
            return told(engineAway(e));
        }
        if (e instanceof DeployFailure failure) {
            return told(failure);
        }
        if (e instanceof HostUnreachable) {
            return new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + host + " was lost.",
                    e.getMessage() + cutOff(),
                    (verb.equals("deploy") ? "Deploy again" : "Start it again")
                            + " when the host answers: it ends what is left at work there, or waits for it, and goes on"
                            + " from what it finds. The lock is free within 20 s.",
                    List.of(),
                    e);
        }
        if (e instanceof CancellationException) {
            return with(
                    FailureKind.INTERRUPTED,
                    "The " + verb + " was stopped.",
                    "On your request.",
                    verb.equals("deploy") ? "Deploy again whenever you like." : "Start it again whenever you like.",
                    List.of(),
                    e);
        }
        return with(
                FailureKind.INTERNAL,
                "The " + verb + " failed for a reason that it should know and does not.",
                e.toString(),
                "Run it again with --debug, and report what it prints.",
                List.of(),
                e);
    }

    private static boolean isEngineAway(Throwable e) {
        return e instanceof EngineAway
                || (e instanceof CommandFailed failed && EngineAway.isBehind(failed))
                || (e instanceof DeployFailure failure
                        && OF_THE_ENGINE.contains(failure.kind())
                        && failure.getCause() != null
                        && isEngineAway(failure.getCause()));
    }

    private DeployFailure told(DeployFailure failure) {
        FailureKind kind = wayBack.restored().isPresent() ? FailureKind.ROLLED_BACK : failure.kind();
        return with(kind, failure.what(), failure.why(), next(failure), failure.evidence(), failure);
    }

    /** What failed is not there any more to be looked at, once the release before serves again. */
    private String next(DeployFailure failure) {
        if (wayBack.restored().isEmpty()) {
            return failure.next();
        }
        return sentence(failure.nextOnceGone())
                + wayBack.keptLogs()
                        .map(id -> "\nIts last log lines are kept: deploy-to-dev releases show " + id)
                        .orElse("");
    }

    private static String sentence(String text) {
        String words = text.strip();
        return words.isEmpty() || words.matches("(?s).*[.?!]") ? words : words + ".";
    }

    private DeployFailure fullDisk(CommandFailed e) {
        return new DeployFailure(
                FailureKind.HOST,
                "The disk of " + host + " ran full.",
                "There was room when the " + verb + " began. What the host said: " + String.join("\n", e.lastLines()),
                "Make room there: deploy-to-dev prune takes what this project left; docker system df tells what else takes"
                        + " it.",
                List.of(),
                e);
    }

    private DeployFailure engineAway(RuntimeException e) {
        Optional<EngineRoom> lacking = roomLacking.get();
        String said = e instanceof DeployFailure failure
                ? failure.what() + " " + failure.why()
                : sentence(String.valueOf(e.getMessage()));
        return new DeployFailure(
                FailureKind.HOST,
                "The Docker engine of " + host + " went away.",
                "It answered when the " + verb + " began. Then: " + said + "\n"
                        + lacking.map(EngineRoom::told)
                                .orElse("It ended, it was stopped, or " + host + " was restarted."),
                lacking.map(room -> "Make room there (df -h " + room.directory() + "), see that the engine runs"
                                + " (systemctl restart docker), and start again.")
                        .orElse("See that it runs there (systemctl status docker ; uptime), and start again."),
                e instanceof DeployFailure failure ? failure.evidence() : List.of(),
                e);
    }

    private String cutOff() {
        String jobs = atWork.isEmpty()
                ? ""
                : "\nWork that was begun there (" + String.join(", ", atWork)
                        + ") goes on to its end by itself. Nothing is put back meanwhile.";
        String touched = wayBack.touched().isEmpty()
                ? ""
                : "\nUntil then it had begun to replace " + String.join(", ", wayBack.touched()) + ".";
        return touched + jobs;
    }

    /** Whatever came of the deploy: what runs now is the business of whoever holds the lock. */
    private DeployFailure lost(DeployFailure lock, RuntimeException e) {
        String touched = Names.few(wayBack.touched());
        String before = e == lock || (e instanceof DeployFailure failure && failure.kind() == FailureKind.LOCKED)
                ? ""
                : "\nBefore that: " + e.getMessage();
        return new DeployFailure(
                FailureKind.LOCKED,
                lock.what(),
                lock.why() + before + "\nIt had "
                        + (touched.isEmpty() ? "changed files" : "replaced " + touched)
                        + " until then, and put nothing back.",
                lock.next(),
                List.of(),
                e);
    }

    private DeployFailure with(
            FailureKind kind, String what, String why, String next, List<String> evidence, Throwable cause) {
        String now = now(kind);
        return new DeployFailure(kind, what, now.isEmpty() ? why : why + "\n" + now, next, evidence, cause);
    }

    private String now(FailureKind kind) {
        String touched = Names.few(wayBack.touched());
        if (wayBack.restored().isPresent()) {
            return "Release " + wayBack.restored().get() + " serves again.";
        }
        if (wayBack.notRestored().isPresent()) {
            return "Going back to the release before did not work: "
                    + wayBack.notRestored().get() + " Look at " + touched + ", which may be down, and deploy again.";
        }
        if (!touched.isEmpty()) {
            return previous.isPresent()
                    ? "The release before is not kept any more, so what was started stays: " + touched + "."
                    : "There is no earlier release to go back to, so what was started stays for you to look at: "
                            + touched + ".";
        }
        return previous.isEmpty() || BEFORE_ANYTHING.contains(kind)
                ? ""
                : "No service was replaced: release " + previous.get().id() + " runs as before.";
    }
}
