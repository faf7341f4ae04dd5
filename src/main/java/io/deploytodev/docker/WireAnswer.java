package io.deploytodev.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an engine answers: a status, headers, and a body whose end is told, so that one that breaks off is noticed. */
final class WireAnswer extends InputStream {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int HEX = 16;
    private static final int MOST_DIGITS = 15;

    private final Source source;
    private final byte[] buffer;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int start;
    private int end;
    private int status;
    private boolean chunked;

    /** Of the body or of this piece of it; -1 for a body that ends with the connection. */
    private long left;

    /** Between two pieces there is one. */
    private boolean lineEndDue;

    private boolean ended;

    /** Where the bytes come from. */
    interface Source {

        /** Reads some, as soon as there are any; -1 at the end. */
        int read(ByteBuffer into) throws IOException;
    }

    private WireAnswer(Source source, byte[] buffer, int start, int end) {
        this.source = source;
        this.buffer = buffer;
        this.start = start;
        this.end = end;
    }

    /** Reads up to the body. */
    static WireAnswer begin(Source source) throws IOException {
        WireAnswer answer = new WireAnswer(source, new byte[BUFFER_BYTES], 0, 0);
        answer.readHead();
        return answer;
    }

    /** The answer to the next question on the same connection; to be read once this one is read to its end. */
    WireAnswer next() throws IOException {
        if (chunked) {
            while (!line().isEmpty()) {
                // What may stand behind the last piece says nothing of the answer.
            }
        }
        WireAnswer next = new WireAnswer(source, buffer, start, end);
        next.readHead();
        return next;
    }

    /** Whether the connection can be asked again. */
    boolean isKeptOpen() {
        return (chunked || left >= 0) && !header("Connection").equalsIgnoreCase("close");
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    private void readHead() throws IOException {
        String first = line();
        if (!first.matches("HTTP/1\\.\\d \\d{3}( .*)?")) {
            throw new IOException("what answers is no engine: " + first);
        }
        status = Integer.parseInt(first.split(" ", -1)[1]);
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(
                        header.substring(0, colon),
                        List.of(header.substring(colon + 1).strip()));
            }
        }
        chunked = header("Transfer-Encoding").toLowerCase(Locale.ROOT).equals("chunked");
        String length = header("Content-Length");
        left = chunked ? 0 : length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
        ended = left == 0 && !chunked;
    }

    private String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** All that has come, over the borders of its pieces, as far as it fits. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = 0;
        while (read < length && !ended && (read == 0 || isNextHere())) {
            if (chunked && left == 0) {
                beginPiece();
                continue;
            }
            if (start == end && !fill()) {
                if (left >= 0) {
                    throw new EOFException("the engine's answer broke off");
                }
                ended = true;
                continue;
            }
            int most = Math.min(length - read, end - start);
            int now = left < 0 ? most : (int) Math.min(most, left);
            System.arraycopy(buffer, start, into, offset + read, now);
            start += now;
            read += now;
            left -= left < 0 ? 0 : now;
            if (left == 0) {
                endPiece();
            }
        }
        return read == 0 && length > 0 ? -1 : read;
    }

    /** Whether more can be told without waiting for it. */
    private boolean isNextHere() {
        if (!chunked || left > 0) {
            return start < end;
        }
        int linesDue = lineEndDue ? 2 : 1;
        for (int i = start; i < end && linesDue > 0; i++) {
            linesDue -= buffer[i] == '\n' ? 1 : 0;
        }
        return linesDue == 0;
    }

    private void endPiece() {
        lineEndDue = chunked;
        ended = !chunked;
    }

    private void beginPiece() throws IOException {
        if (lineEndDue) {
            awaitLineEnd();
        }
        int digits = 0;
        left = 0;
        byte next = nextByte();
        for (int digit = Character.digit(next, HEX); digit >= 0; digit = Character.digit(next, HEX)) {
            left = left * HEX + digit;
            digits++;
            next = nextByte();
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            throw new IOException("what answers is no engine");
        }
        while (next != '\n') {
            next = nextByte();
        }
        ended = left == 0;
    }

    private void awaitLineEnd() throws IOException {
        while (nextByte() != '\n') {
            // It is of two characters.
        }
    }

    private byte nextByte() throws IOException {
        if (start == end && !fill()) {
            throw new EOFException("the engine's answer broke off");
        }
        return buffer[start++];
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            byte next = nextByte();
            if (next == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            line.append((char) (next & 0xff));
        }
        throw new IOException("what answers is no engine");
    }

    private boolean fill() throws IOException {
        start = 0;
        end = 0;
        int n = source.read(ByteBuffer.wrap(buffer));
        end = Math.max(0, n);
        return n > 0;
    }
}
