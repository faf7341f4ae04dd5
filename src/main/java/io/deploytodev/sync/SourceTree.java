package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The source tree on the workstation: what git tracks or would track; every file where there is no git. */
public final class SourceTree {

    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path root;
    private final Optional<Repository> repository;
    private final Set<TreePath> withheld;

    public SourceTree(Path root) {
        this(root, Set.of());
    }

    /** @param withheld files that hold secrets: should they lie in the tree, they neither travel nor stay on the host */
    public SourceTree(Path root, Collection<Path> withheld) {
        this.root = root;
        this.repository = Repository.around(root);
        this.withheld = withheld.stream()
                .filter(file -> file.startsWith(root) && !file.equals(root))
                .map(file -> TreePath.between(root, file))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isWithheld(TreePath path) {
        return withheld.contains(path);
    }

    public Path root() {
        return root;
    }

    /**
     * Reads the whole tree.
     *
     * @throws DeployFailure of kind SYNC when it cannot be read
     */
    public Manifest scan() {
        if (!Files.isDirectory(root)) {
            throw failure(
                    "The source directory " + root + " does not exist.",
                    "Without it there is nothing to sync.",
                    "Set source.root in deploy.yml.",
                    null);
        }
        try {
            Map<TreePath, Boolean> directories = new ConcurrentHashMap<>();
            List<TreeEntry> entries = files().parallelStream()
                    .filter(path ->
                            !Exclusions.excludes(path) && !isWithheld(path) && isInDirectories(path, directories))
                    .flatMap(path -> entry(path).stream())
                    .toList();
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

    private List<TreePath> files() {
        return repository.flatMap(Repository::files).orElseGet(this::walk);
    }

    /** Git still lists what was in a directory that has become a file or a link; behind a link is another place. */
    private boolean isInDirectories(TreePath path, Map<TreePath, Boolean> known) {
        return path.parents().stream()
                .allMatch(parent ->
                        known.computeIfAbsent(parent, p -> Files.isDirectory(p.in(root), LinkOption.NOFOLLOW_LINKS)));
    }

    private List<TreePath> walk() {
        List<TreePath> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (directory.equals(root)) {
                        return FileVisitResult.CONTINUE;
                    }
                    TreePath inside = TreePath.of("any").under(TreePath.between(root, directory));
                    return Exclusions.excludes(inside) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(root)) {
                        throw e;
                    }
                    TreePath path = TreePath.between(root, file);
                    // Gone since it was listed, or a directory of the kind that is left alone and closed to this user.
                    if (e instanceof NoSuchFileException
                            || Exclusions.excludes(TreePath.of("any").under(path))) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(TreePath.between(root, file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Empty for what is listed but not there, such as a deleted file, and for sockets and the like. */
    private Optional<TreeEntry> entry(TreePath path) {
        Path file = path.in(root);
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                String target = TreePath.rawBytes(Files.readSymbolicLink(file));
                return Optional.of(new TreeEntry(path, TreeEntry.Type.SYMLINK, TreeEntry.LINK_MODE, 0, target));
            }
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(file(path, file, mode(attributes.permissions())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        // The constants stand in the order of the bits, the owner's read bit first.
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            mode = (mode << 1) | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    /** The size is that of what was digested, should the file be growing. */
    private static TreeEntry file(TreePath path, Path file, int mode) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = Sha256.digest();
            long size = 0;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
            return new TreeEntry(path, TreeEntry.Type.FILE, mode, size, Sha256.hex(digest));
        }
    }

    /**
     * Those of {@code paths} that git ignores here; none where there is no git.
     *
     * @throws DeployFailure when git does not answer, for what it ignores must not be taken for what is gone
     */
    Set<TreePath> ignored(Collection<TreePath> paths) {
        try {
            return paths.isEmpty()
                    ? Set.of()
                    : repository.map(git -> git.ignored(paths)).orElse(Set.of());
        } catch (CommandFailed e) {
            if (e.exitCode() == CommandFailed.NOT_STARTED) {
                return Set.of();
            }
            throw gitRefuses(e);
        }
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
