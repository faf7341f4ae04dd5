package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The source tree on the workstation: what git tracks or would track; every file where there is no git. */
public final class SourceTree {

    private final Path root;
    private final Optional<Repository> repository;
    private final Exclusions exclusions;
    private final Set<TreePath> withheld;
    private final Optional<Path> memory;

    /** Of the last scan. */
    private volatile Map<TreePath, KnownContents.Look> certain = Map.of();

    public SourceTree(Path root) {
        this(root, List.of(), Set.of());
    }

    /**
     * A tree.
     *
     * @param ignore lines in the syntax of {@code .gitignore}, which come before those of every {@code .deployignore}
     * @param withheld files that hold secrets: should they lie in the tree, they neither travel nor stay on the host
     */
    public SourceTree(Path root, List<String> ignore, Collection<Path> withheld) {
        this(root, ignore, withheld, Optional.empty());
    }

    /**
     * A tree.
     *
     * @param memory directory in which it is kept what files held, so that those that did not change are not read again, and
     *     what was brought, so that a host need not tell what it has
     */
    public SourceTree(Path root, List<String> ignore, Collection<Path> withheld, Optional<Path> memory) {
        this.root = root;
        this.memory = memory.map(directory ->
                directory.resolve(Sha256.hex(root.toAbsolutePath().normalize().toString())));
        this.repository = Repository.around(root);
        this.exclusions = new Exclusions(root, ignore);
        this.withheld = withheld.stream()
                .filter(file -> file.startsWith(root) && !file.equals(root))
                .map(file -> TreePath.between(root, file))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The trees that were brought from here. */
    BroughtTrees brought() {
        return memory.map(file -> BroughtTrees.in(file.resolveSibling(file.getFileName() + ".brought")))
                .orElse(BroughtTrees.NONE);
    }

    boolean isWithheld(TreePath path) {
        return withheld.contains(path);
    }

    public Path root() {
        return root;
    }

    /** Reads the whole tree, and keeps quiet about how far it is. */
    public Manifest scan() {
        return scan((done, total) -> {});
    }

    /**
     * Reads the whole tree.
     *
     * @param progress hears the bytes read so far and the bytes to read in all
     * @throws DeployFailure of kind SYNC when it cannot be read, of kind CONFIG for a line that cannot be followed
     */
    public Manifest scan(TreeSync.Progress progress) {
        if (!Files.isDirectory(root)) {
            throw failure(
                    "The source directory " + root + " does not exist.",
                    "Without it there is nothing to sync.",
                    "Set source.root in deploy.yml.",
                    null);
        }
        try {
            Set<TreePath> files = SourceFiles.of(root, repository, exclusions);
            files.removeIf(this::isWithheld);
            KnownContents contents = memory.map(file -> KnownContents.in(file, Clock.systemUTC()))
                    .orElseGet(KnownContents::none);
            List<TreeEntry> entries =
                    new ArrayList<>(new TreeReader(root, progress, new LocalHost(root), contents).read(files));
            contents.keep();
            certain = contents.certain();
            List<TreePath> there = entries.stream().map(TreeEntry::path).toList();
            EmptyDirectories.beside(there, root, exclusions, this::ignored)
                    .forEach(path -> entries.add(TreeEntry.emptyDirectory(path)));
            return new Manifest(entries);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw new CancellationException("interrupted while the source tree was read");
            }
            throw failure(
                    "The source directory " + root + " cannot be read.",
                    reason(e.getCause()) + ".",
                    "Check that file and its permissions.",
                    e);
        } catch (CommandFailed e) {
            throw gitRefuses(e);
        }
    }

    /**
     * Why something that lies here is not on the host.
     *
     * @param path inside the tree, as a Dockerfile may write it, with wildcards
     * @return empty when nothing of that kind is here, or all of it travels
     */
    public Optional<StayedBehind> stayedBehind(String path) {
        try {
            String inside = Path.of("/").resolve(path).normalize().toString().substring(1);
            return inside.isEmpty()
                    ? Optional.empty()
                    : StayedBehind.meant(inside, root).stream()
                            .flatMap(each -> StayedBehind.of(each, root, exclusions, repository).stream())
                            .findFirst();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // only an explanation is missing
        }
    }

    /** These entries of what was scanned last, to be sent. */
    SourceArchive archive(List<TreeEntry> entries, LongConsumer progress) {
        return new SourceArchive(root, entries, certain, progress);
    }

    boolean excludes(TreePath path) {
        return exclusions.excludes(path, false);
    }

    boolean excludesDirectory(TreePath path) {
        return exclusions.excludes(path, true);
    }

    /** How a find expression begins that passes over what is excluded; to be asked after a scan. */
    List<String> passedOverOnHost() {
        return exclusions.findExpression();
    }

    /**
     * Those of {@code paths} that git ignores here and no line brings back; none where there is no git.
     *
     * @throws DeployFailure when git does not answer, for what it ignores must not be taken for what is gone
     */
    Set<TreePath> ignored(Collection<TreePath> paths) {
        Collection<TreePath> open = exclusions.bringSomethingBack()
                ? paths.stream()
                        .filter(path -> !exclusions.bringsBack(path, isDirectory(path)))
                        .toList()
                : paths;
        try {
            return open.isEmpty()
                    ? Set.of()
                    : repository.map(git -> git.ignored(open)).orElseGet(() -> Repository.ignoredInside(root, open));
        } catch (CommandFailed e) {
            if (e.exitCode() == CommandFailed.NOT_STARTED) {
                return Set.of();
            }
            throw gitRefuses(e);
        }
    }

    private boolean isDirectory(TreePath path) {
        return Files.isDirectory(path.in(root), LinkOption.NOFOLLOW_LINKS);
    }

    /** The commit that the tree stands at. */
    public GitState gitState() {
        if (repository.isEmpty()) {
            return GitState.NONE;
        }
        Repository git = repository.get();
        try {
            return new GitState(
                    git.git(GitCommands.head()), git.git(GitCommands.branch()), git.git(GitCommands.dirty()));
        } catch (CommandFailed e) {
            return GitState.NONE;
        }
    }

    /** What went wrong with a file, in words and with its name. */
    static String reason(@Nullable IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof NoSuchFileException gone) {
            return gone.getFile() + ": no longer there";
        }
        return e == null ? "no reason given" : String.valueOf(e.getMessage());
    }

    private DeployFailure gitRefuses(CommandFailed e) {
        return failure(
                "git cannot list the source directory " + root + ".",
                String.join("\n", e.lastLines()),
                "Mend what it says, and try: git -C " + root + " status",
                e);
    }

    private static DeployFailure failure(String what, String why, String next, @Nullable Throwable cause) {
        return new DeployFailure(FailureKind.SYNC, what, why, next, List.of(), cause);
    }

    /**
     * What git says of the tree.
     *
     * @param commit shortened; empty where there is no git or no commit
     * @param branch empty when no branch is checked out
     */
    public record GitState(String commit, String branch, boolean dirty) {

        private static final GitState NONE = new GitState("", "", false);
    }
}
