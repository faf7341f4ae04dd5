package io.deploytodev.sync;

import io.deploytodev.host.Stdin;
import io.deploytodev.sync.KnownContents.Look;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Entries of a tree as a tar stream, made while it is sent. */
final class SourceArchive {

    /** So much that is sent lets the speed of a link be felt behind all that takes it in before. */
    private static final long TRIAL = Squeeze.UNFELT + (3L << 20);

    /** From here on the host takes longer to unpack than the link to carry what was not packed. */
    private static final double FAST_BYTES_A_SECOND = 50e6;

    private static final double NANOS = 1e9;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final List<SentEntry> entries;
    private final LongConsumer progress;
    private final LongSupplier nanoTime;

    /**
     * An archive.
     *
     * @param certain how files look that need not be digested once more as long as they look so
     * @param progress hears how many bytes of content were written in all so far
     */
    SourceArchive(Path root, List<TreeEntry> entries, Map<TreePath, Look> certain, LongConsumer progress) {
        this(root, entries, certain, progress, System::nanoTime);
    }

    /** @param nanoTime a clock, in nanoseconds */
    SourceArchive(
            Path root,
            List<TreeEntry> entries,
            Map<TreePath, Look> certain,
            LongConsumer progress,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.entries = entries.parallelStream()
                .map(entry -> SentEntry.of(entry, root, Optional.ofNullable(certain.get(entry.path()))))
                .toList();
        this.progress = progress;
    }

    /** How everything has to look when the archive was unpacked, in the words of {@link SentEntry#look}, each ended by NUL. */
    byte[] looks() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (SentEntry entry : entries) {
            out.writeBytes(entry.look().getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }
        return out.toByteArray();
    }

    /** All of it in gzip's form. */
    Stdin packed() {
        return out -> {
            pack(entries.iterator(), 0, out);
            out.flush();
        };
    }

    /**
     * All of it as one part or two, each a tar stream after a line that tells its form: {@code part LENGTH}, with as many
     * bytes in gzip's form; then, for the rest, {@code gzip} or {@code plain}, by what the first part showed of the link.
     */
    Stdin inParts() {
        return out -> {
            ByteArrayOutputStream trial = new ByteArrayOutputStream();
            Iterator<SentEntry> left = entries.iterator();
            long done = packSome(left, trial);
            if (!left.hasNext()) {
                line("gzip", out);
                trial.writeTo(out);
            } else {
                line("part " + trial.size(), out);
                if (send(trial.toByteArray(), out) >= FAST_BYTES_A_SECOND) {
                    line("plain", out);
                    BufferedOutputStream plain = new BufferedOutputStream(out, BUFFER_BYTES);
                    new TarStream(plain, (bytes, length) -> {}, done, progress).writeToItsEnd(left);
                    plain.flush();
                } else {
                    line("gzip", out);
                    pack(left, done, out);
                }
            }
            out.flush();
        };
    }

    /** Packs what makes a trial, and says how many bytes of content that is. */
    private long packSome(Iterator<SentEntry> left, ByteArrayOutputStream trial) throws IOException {
        try (Squeeze gzip = Squeeze.unsent(trial)) {
            TarStream tar = new TarStream(gzip, gzip::adaptTo, 0, progress);
            while (left.hasNext() && trial.size() < TRIAL) {
                tar.write(left.next());
            }
            tar.end();
            return tar.done();
        }
    }

    private void pack(Iterator<SentEntry> left, long done, OutputStream out) throws IOException {
        Squeeze gzip = new Squeeze(out, nanoTime);
        new TarStream(gzip, gzip::adaptTo, done, progress).writeToItsEnd(left);
        gzip.finish();
    }

    private static void line(String text, OutputStream out) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends it, and says how many bytes a second the link took once it was felt. */
    private double send(byte[] bytes, OutputStream out) throws IOException {
        int unfelt = (int) Math.min(Squeeze.UNFELT, bytes.length);
        out.write(bytes, 0, unfelt);
        long start = nanoTime.getAsLong();
        out.write(bytes, unfelt, bytes.length - unfelt);
        long nanos = Math.max(1, nanoTime.getAsLong() - start);
        return (bytes.length - unfelt) * (NANOS / nanos);
    }
}
