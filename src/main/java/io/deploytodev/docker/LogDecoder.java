package io.deploytodev.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes apart what the engine sends of a log. Its own code, for a hundred thousand lines a second come this way. */
abstract class LogDecoder {

    private static final int BUFFER_BYTES = 256 * 1024;

    /** The engine's pieces are of 16 KiB; whatever is longer than this is no log. */
    private static final int LONGEST = 2 * 1024 * 1024;

    private static final int LONGEST_COMPLAINT = 500;

    final StampReader stamps = new StampReader();
    final LogChunks chunks;
    byte[] buffer = new byte[BUFFER_BYTES];
    int start;
    int end;

    LogDecoder(LogChunks chunks) {
        this.chunks = chunks;
    }

    /** Reads to the end, or until it was enough. */
    final void read(InputStream in) throws IOException, InterruptedException {
        int n = in.read(buffer, end, buffer.length - end);
        while (n >= 0) {
            end += n;
            decode();
            makeRoom();
            if (!chunks.paused()) {
                return;
            }
            n = in.read(buffer, end, buffer.length - end);
        }
        ended();
        chunks.paused();
    }

    /** Tells what is there in full, and moves {@code start} behind it. */
    abstract void decode() throws IOException;

    /** Nothing more will come. */
    abstract void ended() throws IOException;

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            if (buffer.length >= LONGEST) {
                throw new IOException("what the engine sends is no log");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    /** A piece with its time before it. */
    final void tell(boolean stderr, int from, int to, boolean terminal) {
        long time = stamps.read(buffer, from, to);
        if (time == StampReader.NONE) {
            int length = Math.min(to - from, LONGEST_COMPLAINT);
            chunks.complaint(new String(buffer, from, length, StandardCharsets.UTF_8).strip());
            return;
        }
        boolean endsLine = buffer[to - 1] == '\n' && to - from > StampReader.LENGTH;
        int last = endsLine ? to - 1 : to;
        if (endsLine && terminal && last - from > StampReader.LENGTH && buffer[last - 1] == '\r') {
            last--; // a terminal's line end has two characters
        }
        int content = from + StampReader.LENGTH;
        chunks.chunk(stderr, time, buffer, content, last - content, endsLine);
    }

    /** Of a container without a terminal: each piece in a frame that says its stream and its length. */
    static final class Framed extends LogDecoder {

        private static final int HEADER = 8;
        private static final int STDOUT = 1;

        Framed(LogChunks chunks) {
            super(chunks);
        }

        @Override
        void decode() throws IOException {
            while (end - start >= HEADER) {
                int length = length();
                if (end - start - HEADER < length) {
                    return;
                }
                int from = start + HEADER;
                if (length > 0) {
                    tell(buffer[start] != STDOUT, from, from + length, false);
                }
                start = from + length;
            }
        }

        private int length() throws IOException {
            int length = (buffer[start + 4] & 0xff) << 24
                    | (buffer[start + 5] & 0xff) << 16
                    | (buffer[start + 6] & 0xff) << 8
                    | (buffer[start + 7] & 0xff);
            if (length < 0 || length > LONGEST - HEADER) {
                throw new IOException("what the engine sends is no log");
            }
            return length;
        }

        /** The link ended amid a frame: it was not told, and will be asked for again. */
        @Override
        void ended() throws IOException {
            if (start < end) {
                throw new IOException("the engine's answer broke off");
            }
        }
    }

    /**
     * Of a container with a terminal: lines, nothing else. A piece that does not end its line has the next one's time right
     * behind it, and that is the same time.
     */
    static final class Raw extends LogDecoder {

        private static final int PIECE = 16 * 1024;

        Raw(LogChunks chunks) {
            super(chunks);
        }

        @Override
        void decode() {
            for (int length = nextLength(); length > 0; length = nextLength()) {
                tell(false, start, start + length, true);
                start += length;
            }
        }

        /** 0 while the next piece is not here in full. */
        private int nextLength() {
            int border = start + StampReader.LENGTH + PIECE;
            int newline = indexOfNewline(start, Math.min(end, border + 1));
            if (newline >= 0) {
                return newline + 1 - start;
            }
            if (end < border + StampReader.LENGTH) {
                return 0;
            }
            if (isSameStampAt(border)) {
                return border - start;
            }
            int further = indexOfNewline(border, end);
            return further < 0 ? 0 : further + 1 - start;
        }

        private boolean isSameStampAt(int border) {
            return Arrays.equals(
                    buffer, start, start + StampReader.LENGTH, buffer, border, border + StampReader.LENGTH);
        }

        private int indexOfNewline(int from, int to) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        /** What a program said last need not end with a line end. */
        @Override
        void ended() {
            if (end - start > StampReader.LENGTH) {
                tell(false, start, end, true);
            }
            start = end;
        }
    }
}
