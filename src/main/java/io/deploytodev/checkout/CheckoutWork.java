package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the checkout of one ref in a place that nobody else uses meanwhile. */
final class CheckoutWork {

    /** For what git does without a network, however long the rest took. */
    private static final Duration LOCAL_WORK = Duration.ofMinutes(10);

    private final RefWish wish;
    private final Origin origin;
    private final Slot slot;
    private final CheckoutCommands git;
    private final CheckoutCommands asking;
    private final long end;

    CheckoutWork(RefWish wish, Origin origin, Slot slot) {
        this.wish = wish;
        this.origin = origin;
        this.slot = slot;
        Optional<String> ssh = CheckoutCommands.ssh(wish.environment(), origin.settings());
        this.git = CheckoutCommands.in(slot.config(), ssh);
        this.asking = CheckoutCommands.in(slot.asking(), ssh);
        this.end = System.nanoTime() + wish.patience().toNanos();
    }

    /**
     * Does it.
     *
     * @throws CommandFailed when git fails and the failure is not explained yet
     */
    RefCheckout.Tree make() throws IOException {
        slot.configure(origin.settings(), origin.url());
        if (slot.isEmpty()) {
            return anew(onRemote());
        }
        Map<String, String> there = onRemote();
        try {
            return checkedOut(there);
        } catch (CommandFailed | DeployFailure e) {
            if (!mayBeWhatIsLeftHere(e)) {
                throw e;
            }
            return anew(there);
        }
    }

    private RefCheckout.Tree anew(Map<String, String> there) throws IOException {
        slot.wipe();
        Files.createDirectories(slot.tree());
        locally(git.init(slot.tree()));
        return checkedOut(there);
    }

    private RefCheckout.Tree checkedOut(Map<String, String> there) throws IOException {
        String commit = there.isEmpty()
                ? theCommitItself()
                : fetched(there.keySet().iterator().next());
        locally(git.checkOut(commit));
        if (Files.exists(slot.tree().resolve(".gitmodules"))) {
            locally(git.submoduleAddresses());
            overTheNetwork(git.submodules(), "The submodules of " + origin.ref() + " cannot be fetched.");
            locally(git.cleanSubmodules());
        }
        locally(git.clean());
        new LargeFiles(slot.tree(), origin, git)
                .complete(pull -> overTheNetwork(
                        pull, "The files of " + origin.ref() + " that Git LFS keeps cannot be fetched."));
        String branch =
                there.isEmpty() ? "" : RefName.branch(there.keySet().iterator().next());
        return new RefCheckout.Tree(
                origin.ref().toString(), root(), slot.tree(), locally(git.shortened(commit)), branch);
    }

    /** What of the candidates the remote has: one, or none when it can only be a commit. */
    private Map<String, String> onRemote() throws IOException {
        Files.createDirectories(slot.tree());
        Map<String, String> there = overTheNetwork(
                asking.onRemote(origin.ref().candidates()),
                "The remote " + origin.name() + " cannot be asked for "
                        + origin.ref().name() + ".");
        if (there.size() > 1) {
            throw GitComplaint.ambiguous(origin);
        }
        if (there.isEmpty() && !origin.ref().mayBeCommit()) {
            throw noSuchRef();
        }
        return there;
    }

    private String fetched(String name) {
        String kept = RefName.kept(name);
        fetch("+" + name + ":" + kept);
        return locally(git.commit(kept));
    }

    /** Servers may give a commit by its hash or not; what is on no branch and no tag they need not even have. */
    private String theCommitItself() {
        String hash = origin.ref().name();
        String known = origin.ref().isWholeHash() ? locally(git.commit(hash)) : "";
        if (known.isEmpty() && origin.ref().isWholeHash()) {
            try {
                overTheNetwork(git.fetch(hash), "");
                known = locally(git.commit(hash));
            } catch (DeployFailure e) {
                // Then it is looked for among all that the remote has.
            }
        }
        if (known.isEmpty()) {
            fetch("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*");
            known = locally(git.commit(hash));
        }
        if (known.isEmpty()) {
            throw noSuchRef();
        }
        return known;
    }

    private void fetch(String... what) {
        overTheNetwork(git.fetch(what), origin.ref() + " cannot be fetched.");
    }

    private DeployFailure noSuchRef() {
        return GitComplaint.noSuchRef(
                origin, overTheNetwork(asking.allOnRemote(), "The remote " + origin.name() + " cannot be asked."));
    }

    private Path root() {
        Path root = slot.tree().resolve(origin.inside().toString()).normalize();
        if (!Files.isDirectory(root)) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "There is no directory " + origin.inside() + " in " + origin.ref() + ".",
                    "The project's tree lies there in the repository, seen from here.",
                    "Name a ref that has it, or correct source.root in deploy.yml.");
        }
        return root;
    }

    private <R> R locally(Command<R> command) {
        return run(command.within(LOCAL_WORK));
    }

    private <R> R overTheNetwork(Command<R> command, String otherwise) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        try {
            return run(command.within(left));
        } catch (CommandFailed e) {
            if (e.exitCode() == CommandFailed.NOT_STARTED) {
                throw e;
            }
            throw GitComplaint.of(e, otherwise, origin, wish.patience());
        }
    }

    private <R> R run(Command<R> command) {
        return new LocalHost(slot.tree()).run(command);
    }

    /** The remote has answered before; so when git fails over something else, it may be what an earlier run left. */
    private boolean mayBeWhatIsLeftHere(RuntimeException e) {
        boolean isRemote = e instanceof DeployFailure failure
                && !(failure.kind() == FailureKind.SYNC && failure.getCause() instanceof CommandFailed);
        return !isRemote && System.nanoTime() < end;
    }
}
