package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FullDisk;
import io.deploytodev.host.Sharing;
import io.deploytodev.host.SideBySide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings the source tree of the workstation to a directory of the host; only what differs travels. */
public final class TreeSync {

    private static final String LINE = " on the host, and sync again: deploy-to-dev deploy";

    private static final TreePath ANY = TreePath.of("any");

    private final CommandRunner host;
    private final String directory;
    private final String state;
    private final Sharing sharing;

    /**
     * @param directory absolute path of the tree on the host
     * @param state absolute path of the directory in which the host keeps what it knows of the tree
     */
    public TreeSync(CommandRunner host, String directory, String state) {
        this(host, directory, state, Sharing.OWNER);
    }

    /** @param sharing whether other accounts sync to the same directory */
    public TreeSync(CommandRunner host, String directory, String state, Sharing sharing) {
        this.host = host;
        this.directory = directory;
        this.state = state;
        this.sharing = sharing;
    }

    /**
     * Makes the host's tree equal to the workstation's.
     *
     * @param progress hears the bytes sent so far and the bytes to send in all
     * @throws DeployFailure of kind SYNC
     */
    public Report run(SourceTree source, Progress progress) {
        try (SideBySide reading = new SideBySide()) {
            return bring(source, compare(source, reading.ask(source::scan)::get), progress);
        }
    }

    /** The same with a tree that was read before. */
    public Report run(SourceTree source, Manifest wanted, Progress progress) {
        return bring(source, compare(source, () -> wanted), progress);
    }

    /**
     * Finds out what differs, for a sync that follows.
     *
     * @param scanned the tree as it is to be; waits for it where it is still being read, while the host looks at its own
     * @throws DeployFailure of kind SYNC
     */
    public TreeComparison compare(SourceTree source, Supplier<Manifest> scanned) {
        return compared(
                source,
                scanned,
                (known, passedOver) -> SyncCommands.list(
                        directory, state, sharing, () -> scanned.get().digest(), known, passedOver));
    }

    /** Finds out what differs, and leaves no trace on the host. */
    public TreeComparison look(SourceTree source, Supplier<Manifest> scanned) {
        return compared(
                source,
                scanned,
                (known, passedOver) ->
                        SyncCommands.look(directory, state, () -> scanned.get().digest(), known, passedOver));
    }

    private TreeComparison compared(
            SourceTree source,
            Supplier<Manifest> scanned,
            BiFunction<BroughtTrees, List<String>, Command<HostTree>> question) {
        return told(() -> {
            HostTree there = listed(source, question);
            Manifest wanted = scanned.get();
            String digest = wanted.digest();
            if (there.isAsWanted()) {
                return TreeComparison.same(directory, wanted, digest);
            }
            List<TreePath> unknown = there.unknown(wanted);
            if (!unknown.isEmpty()) {
                there = there.with(host.run(SyncCommands.hash(directory, unknown)));
            }
            Set<TreePath> kept = keptByHost(source, wanted, there);
            Delta delta = Delta.between(wanted, there, kept::contains, goneDirectories(source, wanted, there));
            // Even what needs no transfer must be kept as what now is there, such as a link that the host already had.
            boolean sameAsBrought = there.brought().digest().equals(digest);
            return new TreeComparison(
                    directory,
                    wanted,
                    delta,
                    !delta.isEmpty() || !unknown.isEmpty() || !sameAsBrought,
                    !kept.isEmpty(),
                    digest,
                    there.isAsLeft() && sharing == Sharing.OWNER
                            ? ListPatch.of(there.brought(), wanted, delta)
                            : Optional.empty());
        });
    }

    /** A scan that goes on meanwhile may meet a line that brings something back; then the host passed over too much. */
    private HostTree listed(SourceTree source, BiFunction<BroughtTrees, List<String>, Command<HostTree>> question) {
        List<String> passedOver = source.passedOverOnHost();
        HostTree there = listed(source.brought(), known -> question.apply(known, passedOver));
        List<String> inTheEnd = source.passedOverOnHost();
        return inTheEnd.equals(passedOver) ? there : listed(source.brought(), known -> question.apply(known, inTheEnd));
    }

    private HostTree listed(BroughtTrees known, Function<BroughtTrees, Command<HostTree>> question) {
        try {
            return host.run(question.apply(known));
        } catch (BroughtTrees.Forgotten e) {
            return host.run(question.apply(BroughtTrees.NONE));
        }
    }

    /**
     * Does what a comparison found to be done.
     *
     * @throws DeployFailure of kind SYNC
     */
    public Report bring(SourceTree source, TreeComparison compared, Progress progress) {
        return told(() -> {
            Delta delta = compared.delta();
            if (compared.isToBeWritten()) {
                long total = delta.bytes();
                SourceArchive archive = source.archive(delta.upload(), done -> progress.bytes(done, total));
                apply(source, compared, archive);
                if (!compared.keepsOthers()) {
                    source.brought().keep(compared.wanted(), compared.digest());
                }
            }
            return compared.report();
        });
    }

    private void apply(SourceTree source, TreeComparison compared, SourceArchive archive) {
        Optional<ListPatch> patch = compared.patch();
        if (patch.isEmpty()
                || !host.run(SyncCommands.applyPatched(directory, state, sharing, compared, patch.get(), archive))) {
            host.run(SyncCommands.apply(directory, state, sharing, source.passedOverOnHost(), compared, archive));
        }
    }

    private <T> T told(Supplier<T> work) {
        try {
            return work.get();
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
            if (FullDisk.isBehind(e)) {
                throw new DeployFailure(
                        FailureKind.SYNC,
                        "The disk of the dev host is full: the source tree does not fit into " + directory + ".",
                        "What came of it lies there, and nothing of it is deployed; what runs was not touched.",
                        "Make room on the host (deploy-to-dev prune ; df -h " + directory
                                + " ; docker system df), or keep large files out of the"
                                + " tree, and sync again: deploy-to-dev deploy",
                        e.lastLines(),
                        e);
            }
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
    public TreeComparison asItIs() {
        String digest = host.run(SyncCommands.manifestDigest(state));
        if (digest.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.SYNC,
                    "There is no complete source tree in " + directory + " on the dev host.",
                    "No sync has been completed there yet, or the last one was cut off.",
                    "Deploy without --no-sync.");
        }
        return TreeComparison.asItIs(directory, digest);
    }

    /**
     * What the host has for itself: what is excluded; what git ignores, and what lies in a directory that is brought empty,
     * such as the data of a service, but for what an earlier sync brought. Secrets of the workstation are none of its own.
     */
    private static Set<TreePath> keptByHost(SourceTree source, Manifest wanted, HostTree there) {
        Set<TreePath> kept = new HashSet<>();
        List<TreePath> open = new ArrayList<>();
        for (TreePath path : there.entries().keySet()) {
            if (wanted.entries().containsKey(path) || source.isWithheld(path)) {
                continue;
            }
            if (source.excludes(path) || (wanted.isInEmptyDirectory(path) && !there.isAsBrought(path))) {
                kept.add(path);
            } else if (!there.isAsBrought(path)) {
                open.add(path);
            }
        }
        kept.addAll(source.ignored(open));
        return kept;
    }

    /** Directories that were brought, with what was in them or empty, and have gone here. */
    private static Set<TreePath> goneDirectories(SourceTree source, Manifest wanted, HostTree there) {
        Set<TreePath> gone = new HashSet<>(there.brought().directories());
        gone.retainAll(there.directories());
        gone.removeAll(wanted.directories());
        gone.removeIf(source::excludesDirectory);
        // Git takes what is not there for a file; what would lie in it tells whether the directory is ignored.
        Set<TreePath> ignored = source.ignored(gone.stream().map(ANY::under).toList());
        gone.removeIf(path -> ignored.contains(ANY.under(path)));
        return gone;
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
