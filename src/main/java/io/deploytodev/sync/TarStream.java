package io.deploytodev.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes entries of a tree in tar's form; what it writes to is finished by whoever gave it. */
final class TarStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final TarArchiveOutputStream tar;
    private final Foresight foresight;
    private final LongConsumer progress;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long done;

    /** Hears of content before it is written. */
    @FunctionalInterface
    interface Foresight {
        void next(byte[] bytes, int length);
    }

    /**
     * A stream.
     *
     * @param done how many bytes of content were written before
     * @param progress hears how many bytes of content were written in all so far
     */
    TarStream(OutputStream out, Foresight foresight, long done, LongConsumer progress) {
        // Latin-1 both ways carries the bytes of a name through unchanged.
        this.tar = new TarArchiveOutputStream(out, StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        this.foresight = foresight;
        this.done = done;
        this.progress = progress;
    }

    long done() {
        return done;
    }

    void writeToItsEnd(Iterator<SentEntry> entries) throws IOException {
        while (entries.hasNext()) {
            write(entries.next());
        }
        end();
    }

    void write(SentEntry sent) throws IOException {
        TreeEntry entry = sent.entry();
        switch (entry.type()) {
            case DIRECTORY -> put(new TarArchiveEntry(entry.path().bytes() + "/", TarConstants.LF_DIR), entry);
            case SYMLINK -> {
                TarArchiveEntry header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_SYMLINK);
                header.setLinkName(entry.content());
                put(header, entry);
            }
            case FILE -> {
                try (SentContent content = SentContent.open(sent)) {
                    TarArchiveEntry header = new TarArchiveEntry(entry.path().bytes(), TarConstants.LF_NORMAL);
                    header.setSize(entry.size());
                    header.setLastModifiedTime(FileTime.from(sent.seconds(), TimeUnit.SECONDS));
                    header.setMode(entry.mode());
                    tar.putArchiveEntry(header);
                    copy(content);
                    tar.closeArchiveEntry();
                }
            }
        }
    }

    private void put(TarArchiveEntry header, TreeEntry entry) throws IOException {
        header.setMode(entry.mode());
        tar.putArchiveEntry(header);
        tar.closeArchiveEntry();
    }

    private void copy(SentContent content) throws IOException {
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            foresight.next(buffer, n);
            tar.write(buffer, 0, n);
            done += n;
            progress.accept(done);
        }
    }

    /** Ends the stream as it should end; not after a failure, for the far end would take it for whole. */
    void end() throws IOException {
        tar.finish();
    }
}
