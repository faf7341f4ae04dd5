package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings the source tree of the workstation to a directory of the host; only what differs travels. */
public final class TreeSync {

    private static final String LINE = " on the host, and sync again: deploy-to-dev deploy";

    private final CommandRunner host;
    private final String directory;
    private final String state;

    /**
     * @param directory absolute path of the tree on the host
     * @param state absolute path of the directory in which the host keeps what it knows of the tree
     */
    public TreeSync(CommandRunner host, String directory, String state) {
        this.host = host;
        this.directory = directory;
        this.state = state;
    }

    /**
     * Makes the host's tree equal to the workstation's.
     *
     * @param progress hears the bytes sent so far and the bytes to send in all
     * @throws DeployFailure of kind SYNC
     */
    public Report run(SourceTree source, Progress progress) {
        return run(source, source.scan(), progress);
    }

    /** The same with a tree that was read before, such as while the connection was made. */
    public Report run(SourceTree source, Manifest wanted, Progress progress) {
        try {
            HostTree there = host.run(SyncCommands.list(directory, state));
            List<TreePath> unknown = there.unknown(wanted);
            if (!unknown.isEmpty()) {
                there = there.with(host.run(SyncCommands.hash(directory, unknown)));
            }
            Delta delta = Delta.between(wanted, there, keptByHost(source, wanted, there)::contains);
            // Even what needs no transfer must be kept as what now is there, such as a link that the host already had.
            boolean sameAsBrought = there.brought().digest().equals(wanted.digest());
            if (!delta.isEmpty() || !unknown.isEmpty() || !sameAsBrought) {
                long total = delta.bytes();
                SourceArchive archive =
                        new SourceArchive(source.root(), delta.upload(), done -> progress.bytes(done, total));
                host.run(SyncCommands.apply(directory, state, delta, wanted, archive));
            }
            return new Report(
                    wanted.entries().size(),
                    delta.upload().size(),
                    delta.remove().size(),
                    delta.bytes(),
                    wanted.digest());
        } catch (IllegalArgumentException e) {
            throw new DeployFailure(
                    FailureKind.SYNC,
                    "The dev host did not answer with a listing of " + directory + ".",
                    "Something else came: " + e.getMessage()
                            + ". Often a start-up file of the shell, such as ~/.bashrc, " + "prints something there.",
                    "Let it print only in interactive shells" + LINE,
                    List.of(),
                    e);
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.SYNC,
                    "The source tree could not be written to " + directory + " on the dev host.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "Mend that" + LINE,
                    List.of(),
                    e);
        }
    }

    /**
     * What lies on the host, brought by an earlier sync.
     *
     * @throws DeployFailure of kind SYNC when no sync has been completed there
     */
    public Report asItIs() {
        String digest = host.run(SyncCommands.manifestDigest(state));
        if (digest.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.SYNC,
                    "There is no complete source tree in " + directory + " on the dev host.",
                    "No sync has been completed there yet, or the last one was cut off.",
                    "Deploy without --no-sync.");
        }
        return new Report(0, 0, 0, 0, digest);
    }

    /** What the host has for itself: ignored by git, and not just what an earlier sync brought. */
    private static Set<TreePath> keptByHost(SourceTree source, Manifest wanted, HostTree there) {
        List<TreePath> extra = there.entries().keySet().stream()
                .filter(path -> !wanted.entries().containsKey(path) && !there.isAsBrought(path))
                .toList();
        Set<TreePath> kept = new HashSet<>(source.ignored(extra));
        kept.removeIf(source::isWithheld);
        return kept;
    }

    /** Hears how far the transfer is. */
    @FunctionalInterface
    public interface Progress {
        void bytes(long done, long total);
    }

    /**
     * What a sync did.
     *
     * @param files in the tree as a whole
     * @param bytes of content sent, before compression
     * @param treeDigest SHA-256 in hex over names, modes and content of the tree
     */
    public record Report(int files, int uploaded, int removed, long bytes, String treeDigest) {

        public boolean isUnchanged() {
            return uploaded == 0 && removed == 0;
        }
    }
}
