package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Sha256;
import io.deploytodev.sync.KnownContents.Look;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What the bits of a mode mean, on every Unix. */
    private static final int KIND = 0170000;

    private static final int LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int PERMISSIONS = 0777;

    private static final Duration DIGEST_DEADLINE = Duration.ofHours(1);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path root;
    private final TreeSync.Progress progress;
    private final CommandRunner machine;
    private final KnownContents contents;
    private final AtomicLong done = new AtomicLong();
    private long total;

    /** @param machine runs commands in the root */
    TreeReader(Path root, TreeSync.Progress progress, CommandRunner machine) {
        this(root, progress, machine, KnownContents.none());
    }

    /** @param contents what is known of the tree from before; it learns what is read */
    TreeReader(Path root, TreeSync.Progress progress, CommandRunner machine, KnownContents contents) {
        this.contents = contents;
        this.root = root;
        this.progress = progress;
        this.machine = machine;
    }

    /**
     * What is there at a path; the entry of a file whose content must still be read has none.
     *
     * @param look of a file, at this machine's time {@code millis}
     */
    private record Found(TreeEntry entry, Path file, Optional<Look> look, long millis) {

        boolean isToBeRead() {
            return entry.type() == TreeEntry.Type.FILE && entry.content().isEmpty();
        }
    }

    /** Paths that nothing is at, such as those of deleted files, are left out, and so are sockets and the like. */
    List<TreeEntry> read(Collection<TreePath> paths) {
        Map<TreePath, Boolean> directories = new ConcurrentHashMap<>();
        List<Found> found = paths.parallelStream()
                .filter(path -> isInDirectories(path, directories))
                .flatMap(path -> find(path).stream())
                .toList();
        total = found.stream()
                .filter(Found::isToBeRead)
                .mapToLong(each -> each.entry().size())
                .sum();
        return found.parallelStream().flatMap(each -> whole(each).stream()).toList();
    }

    /** Git still lists what was in a directory that has become a file or a link; behind a link is another place. */
    private boolean isInDirectories(TreePath path, Map<TreePath, Boolean> known) {
        Optional<TreePath> parent = path.parent();
        if (parent.isEmpty()) {
            return true;
        }
        Boolean is = known.get(parent.get());
        if (is == null) {
            is = isInDirectories(parent.get(), known)
                    && Files.isDirectory(parent.get().in(root), LinkOption.NOFOLLOW_LINKS);
            known.put(parent.get(), is);
        }
        return is;
    }

    private Optional<Found> find(TreePath path) {
        Path file = path.in(root);
        try {
            long millis = contents.time();
            Look look = Look.of(file);
            if ((look.mode() & KIND) == LINK) {
                TreeEntry link = TreeEntry.link(path, TreePath.rawBytes(Files.readSymbolicLink(file)));
                return Optional.of(new Found(link, file, Optional.empty(), millis));
            }
            if ((look.mode() & KIND) != REGULAR) {
                return Optional.empty();
            }
            String content = contents.content(path, look).orElse("");
            TreeEntry entry = new TreeEntry(path, TreeEntry.Type.FILE, look.mode() & PERMISSIONS, look.size(), content);
            return Optional.of(new Found(entry, file, Optional.of(look), millis));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<TreeEntry> whole(Found found) {
        if (!found.isToBeRead()) {
            return Optional.of(found.entry());
        }
        Optional<TreeEntry> whole = digested(found);
        whole.ifPresent(entry -> found.look()
                .ifPresent(look -> contents.read(entry.path(), found.file(), look, found.millis(), entry.content())));
        return whole;
    }

    /** The size is that of what was digested, should the file be growing. */
    private Optional<TreeEntry> digested(Found found) {
        TreeEntry entry = found.entry();
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
