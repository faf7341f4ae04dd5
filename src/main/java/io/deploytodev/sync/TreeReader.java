package io.deploytodev.sync;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what lies at paths of a tree. */
final class TreeReader {

    private static final int BUFFER_BYTES = 128 * 1024;

    /** Progress is told no more often than after so many bytes. */
    private static final long TOLD_BYTES = 4L << 20;

    private final Path root;
    private final TreeSync.Progress progress;
    private final AtomicLong done = new AtomicLong();
    private long total;

    TreeReader(Path root, TreeSync.Progress progress) {
        this.root = root;
        this.progress = progress;
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

    private void tell(int bytes) {
        long now = done.addAndGet(bytes);
        if (now / TOLD_BYTES > (now - bytes) / TOLD_BYTES) {
            synchronized (this) {
                progress.bytes(Math.min(done.get(), total), total);
            }
        }
    }
}
