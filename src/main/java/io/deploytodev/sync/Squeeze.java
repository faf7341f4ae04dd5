package io.deploytodev.sync;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip that compresses what is worth it: not what does not become smaller, and nothing on a link that carries a text as it is
 * sooner than this machine compresses it. What is not compressed travels in the same form, and the far end sees no difference.
 */
final class Squeeze extends GZIPOutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Fewer bytes say nothing of what follows, and more say nothing new. */
    private static final int LEAST = 1024;

    private static final int SAMPLE = 4096;

    /** Text has about five bits in a byte, programs six; what was compressed or encrypted has almost eight. */
    private static final double DENSE = 7.5;

    /** So often the speed of the link is looked at. */
    private static final long STRETCH = 1L << 20;

    /** OpenSSH takes in 2 MB, and the systems below some more, before a slow link is felt at all. */
    static final long UNFELT = 6L << 20;

    private final Link link;
    private final LongSupplier nanoTime;

    private int level = Deflater.BEST_SPEED;
    private boolean worthwhile = true;

    private long squeezedFrom;
    private long squeezedTo;
    private long squeezing;

    private long lookedAt = UNFELT;
    private long waitedThen;

    /** @param nanoTime a clock, in nanoseconds */
    Squeeze(OutputStream out, LongSupplier nanoTime) throws IOException {
        this(new Link(out, nanoTime), nanoTime);
    }

    /** One that goes by what it gets alone, for what goes to no link yet. */
    static Squeeze unsent(OutputStream out) throws IOException {
        Squeeze squeeze = new Squeeze(out, () -> 0);
        squeeze.lookedAt = Long.MAX_VALUE - STRETCH;
        return squeeze;
    }

    private Squeeze(Link link, LongSupplier nanoTime) throws IOException {
        super(link, BUFFER_BYTES);
        this.link = link;
        this.nanoTime = nanoTime;
        def.setLevel(level);
    }

    /** Looks at what comes next. */
    void adaptTo(byte[] bytes, int length) {
        if (link.sent >= lookedAt + STRETCH) {
            worthwhile = squeezedFrom == 0
                    || squeezing * (double) (link.sent - lookedAt)
                            < (double) (squeezedFrom - squeezedTo) * (link.waited - waitedThen);
            lookedAt = link.sent;
            waitedThen = link.waited;
        } else if (link.sent < UNFELT) {
            waitedThen = link.waited;
        }
        boolean dense = length >= LEAST && bitsInByte(bytes, Math.min(length, SAMPLE)) > DENSE;
        int next = dense || !worthwhile ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED;
        if (next != level) {
            level = next;
            def.setLevel(next);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (level == Deflater.NO_COMPRESSION) {
            super.write(bytes, offset, length);
            return;
        }
        long start = nanoTime.getAsLong();
        long waited = link.waited;
        long sent = link.sent;
        super.write(bytes, offset, length);
        squeezing += nanoTime.getAsLong() - start - (link.waited - waited);
        squeezedFrom += length;
        squeezedTo += link.sent - sent;
    }

    private static double bitsInByte(byte[] bytes, int length) {
        int[] counts = new int[1 << Byte.SIZE];
        for (int i = 0; i < length; i++) {
            counts[bytes[i] & 0xff]++;
        }
        double bits = 0;
        for (int count : counts) {
            bits -= count == 0 ? 0 : count * Math.log((double) count / length);
        }
        return bits / Math.log(2) / length;
    }

    /** What is sent, and how long that took. */
    private static final class Link extends FilterOutputStream {

        private final LongSupplier nanoTime;
        private long sent;
        private long waited;

        Link(OutputStream out, LongSupplier nanoTime) {
            super(out);
            this.nanoTime = nanoTime;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long start = nanoTime.getAsLong();
            out.write(bytes, offset, length);
            waited += nanoTime.getAsLong() - start;
            sent += length;
        }
    }
}
