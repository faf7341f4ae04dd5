package io.deploytodev.backup;

import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.LongConsumer;

/** Brings an archive from a host here or the other way, piece by piece: a link that breaks costs one piece. */
public final class Transfer {

    /** Little enough for the memory, and long enough that the way there does not count. */
    private static final int PIECE = 8 << 20;

    private final CommandRunner host;
    private final LongConsumer progress;

    /** @param progress hears how many bytes are through */
    public Transfer(CommandRunner host, LongConsumer progress) {
        this.host = host;
        this.progress = progress;
    }

    /**
     * Brings a file here; nobody else may read it, and before it is whole it does not have its name.
     *
     * @throws IOException when it cannot be written, or is not what the host has
     */
    public void fetch(String file, long bytes, Path to) throws IOException {
        Path directory = to.toAbsolutePath().resolveSibling("");
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path part = directory.resolve("." + to.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long done = 0;
            while (done < bytes) {
                byte[] piece = host.run(ArchiveCommands.read(file, done, PIECE), OutputListener.NONE);
                if (piece.length == 0) {
                    throw new IOException("the host sent " + done + " of " + bytes + " bytes");
                }
                ByteBuffer buffer = ByteBuffer.wrap(piece);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                done += piece.length;
                progress.accept(done);
            }
            channel.force(true);
            if (!sum(part).equals(host.run(ArchiveCommands.sum(file)))) {
                throw new IOException("what arrived is not what the host has");
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Brings a file to the host. */
    public void send(Path from, String file) throws IOException {
        try (FileChannel channel = FileChannel.open(from, StandardOpenOption.READ)) {
            long bytes = channel.size();
            long done = 0;
            do {
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, bytes - done));
                while (piece.hasRemaining()) {
                    if (channel.read(piece) < 0) {
                        throw new IOException(from + " has become shorter");
                    }
                }
                host.run(ArchiveCommands.write(file, done, piece.array()));
                done += piece.capacity();
                progress.accept(done);
            } while (done < bytes);
        }
    }

    static String sum(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest);
    }
}
