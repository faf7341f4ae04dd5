package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The source tree on the workstation: what git tracks or would track; every file where there is no git. */
public final class SourceTree {

    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path root;
    private final CommandRunner git;

    public SourceTree(Path root) {
        this.root = root;
        this.git = new LocalHost(root);
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
            throw failure("The source directory " + root + " does not exist.", "Set source.root in deploy.yml.", null);
        }
        try {
            List<TreeEntry> entries = files().parallelStream()
                    .filter(path -> !Exclusions.excludes(path))
                    .flatMap(path -> entry(path).stream())
                    .toList();
            return new Manifest(entries);
        } catch (UncheckedIOException e) {
            throw failure(
                    "The source directory " + root + " cannot be read: " + e.getMessage() + ".",
                    "Check the permissions of that file.",
                    e);
        }
    }

    private List<TreePath> files() {
        Optional<List<TreePath>> tracked = gitFiles(root, git);
        return tracked.isPresent() ? expandRepositories(tracked.get()) : walk();
    }

    /** A path that is a directory is a repository of its own: a submodule, or a clone inside the tree. */
    private List<TreePath> expandRepositories(List<TreePath> listed) {
        List<TreePath> files = new ArrayList<>();
        for (TreePath path : listed) {
            Path directory = path.in(root);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                new SourceTree(directory).files().forEach(inner -> files.add(inner.under(path)));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static Optional<List<TreePath>> gitFiles(Path root, CommandRunner git) {
        CommandResult result;
        try {
            result = git.run(GitCommands.files());
        } catch (CommandFailed e) {
            if (e.exitCode() < 0) {
                return Optional.empty(); // no git on this machine
            }
            throw failure("git cannot list " + root + ": " + e.stderr().trim(), "Run: git -C " + root + " status", e);
        }
        if (result.exitCode() == 0) {
            return Optional.of(GitCommands.paths(result));
        }
        if (result.stderr().contains("not a git repository")) {
            return Optional.empty();
        }
        throw failure(
                "git refuses to list " + root + ": " + result.stderr().trim(), "Run: git -C " + root + " status", null);
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
            return Optional.of(new TreeEntry(
                    path, TreeEntry.Type.FILE, mode(attributes.permissions()), attributes.size(), sha256(file)));
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

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            int n = in.read(buffer);
            while (n >= 0) {
                digest.update(buffer, 0, n);
                n = in.read(buffer);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Those of {@code paths} that git ignores here; none where there is no git. */
    List<TreePath> ignored(Collection<TreePath> paths) {
        if (paths.isEmpty()) {
            return List.of();
        }
        try {
            return git.run(GitCommands.ignored(paths));
        } catch (CommandFailed e) {
            return List.of();
        }
    }

    /** The commit that the tree stands at. */
    public GitState gitState() {
        try {
            String commit = git.run(GitCommands.head());
            return new GitState(commit, git.run(GitCommands.branch()), git.run(GitCommands.dirty()));
        } catch (CommandFailed e) {
            return new GitState("", "", false);
        }
    }

    private static DeployFailure failure(String what, String next, @org.jspecify.annotations.Nullable Throwable cause) {
        return new DeployFailure(
                FailureKind.SYNC, what, "Without it there is nothing to sync.", next, List.of(), cause);
    }

    /**
     * What git says of the tree.
     *
     * @param commit shortened; empty where there is no git or no commit
     * @param branch empty when no branch is checked out
     */
    public record GitState(String commit, String branch, boolean dirty) {}
}
