package io.deploytodev.checkout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the cache for one checkout, which nobody else uses as long as this is open: two runs at once get two. The
 * next run finds what this one has fetched. The system lets go of it when this process dies.
 */
final class Slot implements AutoCloseable {

    /** Nobody runs more deploys of one project at once; what is beyond that hangs. */
    private static final int MOST = 16;

    private final Path directory;
    private final FileChannel channel;

    private Slot(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** The first that is free below a directory; made where there is none. */
    static Slot take(Path parent) throws IOException {
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int number = 1; number <= MOST; number++) {
            Path directory = parent.resolve(Integer.toString(number));
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                Slot slot = new Slot(directory, channel);
                slot.removeLeftLocks();
                return slot;
            }
            channel.close();
        }
        throw new IOException("all " + MOST + " checkouts in " + parent + " are in use");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process
        }
    }

    /** Where the files of the commit lie. */
    Path tree() {
        return directory.resolve("tree");
    }

    Path config() {
        return directory.resolve("gitconfig");
    }

    boolean isEmpty() {
        return !Files.isDirectory(tree().resolve(".git"));
    }

    /** The configuration for what is asked of the remote before there is a repository. */
    Path asking() {
        return directory.resolve("gitconfig.asking");
    }

    /** Writes what git is to know. When that is another than before, files may have to be made in another way. */
    void configure(List<Setting> settings, String url) throws IOException {
        Path remote = directory.resolve("gitconfig.remote");
        write(remote, GitConfig.remote(url));
        write(asking(), GitConfig.including(config(), remote));
        String text = GitConfig.text(settings, tree().resolve(".git"), remote);
        if (!Files.exists(config()) || !Files.readString(config()).equals(text)) {
            Files.deleteIfExists(tree().resolve(".git/index"));
            write(config(), text);
        }
    }

    /** Readable for this user alone. */
    private void write(Path file, String text) throws IOException {
        Path fresh = directory.resolve("fresh");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whoever held them is dead, for the slot is ours. */
    private void removeLeftLocks() throws IOException {
        Path git = tree().resolve(".git");
        if (!Files.isDirectory(git)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.find(
                git,
                Integer.MAX_VALUE,
                (path, attributes) ->
                        attributes.isRegularFile() && path.toString().endsWith(".lock"))) {
            left = files.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path lock : left) {
            Files.deleteIfExists(lock);
        }
    }

    /** Takes the checkout away as a whole, so that it is made anew. */
    void wipe() throws IOException {
        if (!Files.isDirectory(tree())) {
            return;
        }
        Files.walkFileTree(tree(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with this process.
        }
    }
}
