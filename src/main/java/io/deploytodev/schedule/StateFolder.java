package io.deploytodev.schedule;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where this machine remembers what became of a configuration's schedules; nobody else may read it. */
public final class StateFolder {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Two checkouts of one project must not be mistaken for each other. */
    private static final int DIGITS = 8;

    private final String id;
    private final Path folder;

    private StateFolder(String id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    /**
     * The folder of a configuration.
     *
     * @param environment for {@code XDG_STATE_HOME}
     */
    public static StateFolder of(DeployConfig config, Map<String, String> environment, Path home) {
        String id =
                config.project() + "-" + Sha256.hex(config.file().toString()).substring(0, DIGITS);
        return new StateFolder(
                id, StateHome.of(environment, home).resolve("schedules").resolve(id));
    }

    /** The project and which configuration of it, fit for the name of a file or a unit. */
    public String id() {
        return id;
    }

    public Path path() {
        return folder;
    }

    /** What the timer starts. */
    public Path launcher() {
        return folder.resolve("run");
    }

    /** What tells the launcher that nothing is due yet, see {@link Wake}. */
    public Path wake() {
        return folder.resolve("wake");
    }

    Optional<ScheduleState> read(String name) {
        try {
            return StateJson.read(Files.readString(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file(name) + " cannot be read", e);
        }
    }

    void write(String name, ScheduleState state) {
        replace(file(name), StateJson.of(state), PRIVATE_FILE, true);
    }

    void note(Wake wake) {
        replace(wake(), wake.text(), PRIVATE_FILE, false);
    }

    /** A file of this folder that is to be run. */
    void writeProgram(Path file, String text) {
        replace(file, text, PRIVATE_FOLDER, true);
    }

    /**
     * Takes a schedule for oneself; empty when somebody else on this machine is at it. Ends with the process that holds it,
     * however that ends.
     */
    Optional<Held> tryLock(String name) {
        try {
            Files.createDirectories(folder, PRIVATE_FOLDER);
            FileChannel channel = FileChannel.open(
                    folder.resolve("schedule-" + name + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PRIVATE_FILE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Held by a thread of this program.
            }
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(() -> {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("nothing can be written in " + folder, e);
        }
    }

    /** A schedule that is ours until this is closed. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    private Path file(String name) {
        return folder.resolve("schedule-" + name + ".json");
    }

    /** @param lasting whether it must outlast a power cut */
    private void replace(Path file, String text, FileAttribute<?> mode, boolean lasting) {
        try {
            Files.createDirectories(folder, PRIVATE_FOLDER);
            Path fresh = folder.resolve(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + "."
                            + Thread.currentThread().getId());
            Files.deleteIfExists(fresh);
            try (FileChannel channel =
                    FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (lasting) {
                    channel.force(true);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** The moment from which on the launcher has to ask again. */
    Optional<Wake> noted() {
        try {
            return Wake.read(Files.readString(wake()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
