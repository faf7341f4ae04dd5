package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Sha256;
import io.deploytodev.host.Stdin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Entries of a tree as one tar stream in gzip's form, made while it is sent. */
final class SourceArchive implements Stdin {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path root;
    private final List<TreeEntry> entries;
    private final LongConsumer progress;

    /** @param progress hears how many bytes of content were written in all so far */
    SourceArchive(Path root, List<TreeEntry> entries, LongConsumer progress) {
        this.root = root;
        this.entries = List.copyOf(entries);
        this.progress = progress;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Squeeze gzip = new Squeeze(out, System::nanoTime);
        // Latin-1 both ways carries the bytes of a name through unchanged.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        long done = 0;
        for (TreeEntry entry : entries) {
            done = write(entry, tar, gzip, done);
        }
        tar.finish();
        tar.flush();
        gzip.finish();
        out.flush();
    }

    private long write(TreeEntry entry, TarArchiveOutputStream tar, Squeeze gzip, long doneBefore) throws IOException {
        if (entry.type() == TreeEntry.Type.DIRECTORY) {
            TarArchiveEntry header = new TarArchiveEntry(entry.path().bytes() + "/", TarConstants.LF_DIR);
            header.setMode(entry.mode());
            tar.putArchiveEntry(header);
            tar.closeArchiveEntry();
            return doneBefore;
        }
        if (entry.type() == TreeEntry.Type.SYMLINK) {
            TarArchiveEntry header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_SYMLINK);
            header.setLinkName(entry.content());
            header.setMode(entry.mode());
            tar.putArchiveEntry(header);
            tar.closeArchiveEntry();
            return doneBefore;
        }
        try (Content content = Content.open(entry, entry.path().in(root))) {
            TarArchiveEntry header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_NORMAL);
            header.setSize(entry.size());
            header.setMode(entry.mode());
            header.setLastModifiedTime(content.modified);
            tar.putArchiveEntry(header);
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, entry.size() + 1)];
            long done = doneBefore;
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                gzip.adaptTo(buffer, n);
                tar.write(buffer, 0, n);
                done += n;
                progress.accept(done);
            }
            tar.closeArchiveEntry();
            return done;
        }
    }

    /**
     * A file's content, which must still be what the manifest says: the host is told that it is. Whatever is found
     * otherwise ends the archive in the middle, so that the host cannot take it for whole.
     */
    private static final class Content implements AutoCloseable {

        private final TreeEntry entry;
        private final InputStream in;
        private final FileTime modified;
        private final MessageDigest digest;
        private long left;

        private Content(TreeEntry entry, InputStream in, FileTime modified) {
            this.entry = entry;
            this.in = in;
            this.modified = modified;
            this.digest = Sha256.digest();
            this.left = entry.size();
        }

        @SuppressWarnings("MustBeClosedChecker") // closed with the content
        static Content open(TreeEntry entry, Path file) {
            try {
                InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                return new Content(entry, in, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            } catch (IOException e) {
                throw changed(entry, e);
            }
        }

        int read(byte[] buffer) {
            try {
                int n = in.read(buffer);
                left -= Math.max(n, 0);
                if (left < 0 || (n < 0 && left > 0)) {
                    throw changed(entry, null);
                }
                if (n >= 0) {
                    digest.update(buffer, 0, n);
                } else if (!Sha256.hex(digest).equals(entry.content())) {
                    throw changed(entry, null);
                }
                return n;
            } catch (IOException e) {
                throw changed(entry, e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private static RuntimeException changed(TreeEntry entry, @Nullable IOException cause) {
            if (cause instanceof ClosedByInterruptException) {
                return new CancellationException("interrupted while " + entry.path() + " was sent");
            }
            return new DeployFailure(
                    FailureKind.SYNC,
                    "The file " + entry.path() + " changed while the source tree was sent.",
                    cause == null
                            ? "Something on this machine writes to it, such as an editor or a build."
                            : "It cannot be read any more: " + SourceTree.reason(cause) + ".",
                    "Once it is at rest, sync again: deploy-to-dev deploy",
                    List.of(),
                    cause);
        }
    }
}
