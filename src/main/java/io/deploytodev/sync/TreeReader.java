package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Reads what lies at paths of a tree. */
final class TreeReader {

    private static final int BUFFER_BYTES = 128 * 1024;

    /** Progress is told no more often than after so many bytes. */
    private static final long TOLD_BYTES = 4L << 20;

    /**
     * From this size on, a program of the machine digests a file: it is several times as fast as a JVM that was told to
     * start quickly, and that costs more than the start of a process.
     */
    private static final long LARGE_BYTES = 8L << 20;

    private static final Duration DIGEST_DEADLINE = Duration.ofHours(1);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path root;
    private final TreeSync.Progress progress;
    private final CommandRunner machine;
    private final AtomicLong done = new AtomicLong();
    private long total;

    /** @param machine runs commands in the root */
    TreeReader(Path root, TreeSync.Progress progress, CommandRunner machine) {
        this.root = root;
        this.progress = progress;
        this.machine = machine;
    }

    /** What is there at a path, before a file's content is read. */
    private record Found(TreeEntry entry, Path file) {}

    /** Paths that nothing is at, such as those of deleted files, are left out, and so are sockets and the like. */
    List<TreeEntry> read(Collection<TreePath> paths) {
        Map<TreePath, Boolean> directories = new ConcurrentHashMap<>();
        List<Found> found = paths.parallelStream()
                .filter(path -> isInDirectories(path, directories))
                .flatMap(path -> find(path).stream())
                .toList();
        total = found.stream().mapToLong(each -> each.entry().size()).sum();
        return found.parallelStream().flatMap(each -> whole(each).stream()).toList();
    }

    /** Git still lists what was in a directory that has become a file or a link; behind a link is another place. */
    private boolean isInDirectories(TreePath path, Map<TreePath, Boolean> known) {
        return path.parents().stream()
                .allMatch(parent ->
                        known.computeIfAbsent(parent, p -> Files.isDirectory(p.in(root), LinkOption.NOFOLLOW_LINKS)));
    }

    private Optional<Found> find(TreePath path) {
        Path file = path.in(root);
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return Optional.of(
                        new Found(TreeEntry.link(path, TreePath.rawBytes(Files.readSymbolicLink(file))), file));
            }
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            int mode = mode(attributes.permissions());
            return Optional.of(new Found(new TreeEntry(path, TreeEntry.Type.FILE, mode, attributes.size(), ""), file));
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
    private Optional<TreeEntry> whole(Found found) {
        TreeEntry entry = found.entry();
        if (entry.type() != TreeEntry.Type.FILE) {
            return Optional.of(entry);
        }
        Optional<String> quick = entry.size() < LARGE_BYTES ? Optional.empty() : digestedByProgram(entry);
        if (quick.isPresent()) {
            tell(entry.size());
            return Optional.of(
                    new TreeEntry(entry.path(), TreeEntry.Type.FILE, entry.mode(), entry.size(), quick.get()));
        }
        try (InputStream in = Files.newInputStream(found.file(), LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = Sha256.digest();
            long size = 0;
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, entry.size() + 1)];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
                tell(n);
            }
            return Optional.of(
                    new TreeEntry(entry.path(), TreeEntry.Type.FILE, entry.mode(), size, Sha256.hex(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest of a file, which the command names by its path in the root. */
    static Command<String> digest(TreePath path) {
        return Command.of(List.of("sha256sum", "--", path.bytes()))
                .within(DIGEST_DEADLINE)
                .parsedBy(result -> result.text().split(" ", 2)[0]);
    }

    /** Empty where there is no such program, or it does not like the file; a name that is not plain would come back quoted. */
    private Optional<String> digestedByProgram(TreeEntry entry) {
        if (!entry.path().isPlain()) {
            return Optional.empty();
        }
        try {
            return Optional.of(machine.run(digest(entry.path())))
                    .filter(answer -> SHA256.matcher(answer).matches());
        } catch (CommandFailed e) {
            return Optional.empty();
        }
    }

    private void tell(long bytes) {
        long now = done.addAndGet(bytes);
        if (now / TOLD_BYTES > (now - bytes) / TOLD_BYTES) {
            synchronized (this) {
                progress.bytes(Math.min(done.get(), total), total);
            }
        }
    }
}
