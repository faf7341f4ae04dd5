package io.deploytodev.sync;

import io.deploytodev.host.Stdin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Entries of a tree as one compressed tar stream, made while it is sent. */
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
        GzipParameters fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        fast.setBufferSize(BUFFER_BYTES);
        GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, fast);
        // Latin-1 both ways carries the bytes of a name through unchanged.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        long done = 0;
        for (TreeEntry entry : entries) {
            done = write(entry, tar, done);
        }
        tar.finish();
        tar.flush();
        gzip.finish();
        out.flush();
    }

    private long write(TreeEntry entry, TarArchiveOutputStream tar, long doneBefore) throws IOException {
        Path file = entry.path().in(root);
        TarArchiveEntry header;
        if (entry.type() == TreeEntry.Type.SYMLINK) {
            header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_SYMLINK);
            header.setLinkName(entry.content());
        } else {
            header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_NORMAL);
            header.setSize(entry.size());
        }
        header.setMode(entry.mode());
        header.setLastModifiedTime(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        tar.putArchiveEntry(header);
        long done = doneBefore;
        if (entry.type() == TreeEntry.Type.FILE) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                int n = in.read(buffer);
                while (n >= 0) {
                    tar.write(buffer, 0, n);
                    done += n;
                    progress.accept(done);
                    n = in.read(buffer);
                }
            }
        }
        tar.closeArchiveEntry();
        return done;
    }
}
