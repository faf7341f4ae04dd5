package io.deploytodev.sync;

import java.util.BitSet;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A class of bytes in a pattern, such as {@code [a-z_]} or {@code [![:space:]]}. A slash is never in one.
 *
 * @param end where the pattern goes on after it
 */
record GlobClass(BitSet bytes, int end) {

    private static final int BYTES = 256;

    /** What POSIX calls them, in ASCII. */
    private static final Map<String, IntPredicate> NAMED = Map.ofEntries(
            Map.entry("alpha", GlobClass::isLetter),
            Map.entry("digit", GlobClass::isDigit),
            Map.entry("alnum", c -> isLetter(c) || isDigit(c)),
            Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
            Map.entry("lower", c -> c >= 'a' && c <= 'z'),
            Map.entry("xdigit", c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')),
            Map.entry("space", c -> c == ' ' || (c >= '\t' && c <= '\r')),
            Map.entry("blank", c -> c == ' ' || c == '\t'),
            Map.entry("cntrl", c -> c < ' ' || c == 127),
            Map.entry("graph", c -> c > ' ' && c < 127),
            Map.entry("print", c -> c >= ' ' && c < 127),
            Map.entry("punct", c -> c > ' ' && c < 127 && !isLetter(c) && !isDigit(c)));

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The class whose opening bracket stands at {@code start}. */
    static GlobClass at(String pattern, int start) {
        Reader reader = new Reader(pattern, start + 1);
        boolean negated = reader.takes('!') || reader.takes('^');
        BitSet bytes = reader.members();
        if (negated) {
            bytes.flip(0, BYTES);
        }
        bytes.clear('/');
        return new GlobClass(bytes, reader.at);
    }

    /** The pattern ends in the middle of something. */
    static final class Unfinished extends RuntimeException {
        Unfinished() {
            super("an unfinished pattern");
        }
    }

    private static final class Reader {

        private final String pattern;
        private int at;

        Reader(String pattern, int at) {
            this.pattern = pattern;
            this.at = at;
        }

        boolean takes(char c) {
            boolean there = at < pattern.length() && pattern.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        /** Up to the closing bracket; one that stands first is a member itself. */
        BitSet members() {
            BitSet bytes = new BitSet(BYTES);
            int previous = -1;
            boolean first = true;
            while (first || peek() != ']') {
                first = false;
                char c = next();
                IntPredicate named = c == '[' ? named() : null;
                if (named != null) {
                    for (int b = 0; b < BYTES; b++) {
                        if (named.test(b)) {
                            bytes.set(b);
                        }
                    }
                    previous = -1;
                } else if (c == '-' && previous >= 0 && peek() != ']') {
                    int last = next();
                    last = last == '\\' ? next() : last;
                    if (previous <= last) {
                        bytes.set(previous, last + 1);
                    }
                    previous = -1;
                } else {
                    previous = c == '\\' ? next() : c;
                    bytes.set(previous);
                }
            }
            at++;
            return bytes;
        }

        /** The rest of {@code [:alpha:]} after its first bracket; null where it is just a bracket. */
        private @Nullable IntPredicate named() {
            if (peek() != ':') {
                return null;
            }
            int end = pattern.indexOf(']', at + 1);
            if (end < 0) {
                throw new Unfinished();
            }
            if (end < at + 2 || pattern.charAt(end - 1) != ':') {
                return null;
            }
            IntPredicate named = NAMED.get(pattern.substring(at + 1, end - 1));
            if (named == null) {
                throw new Unfinished();
            }
            at = end + 1;
            return named;
        }

        private char peek() {
            if (at >= pattern.length()) {
                throw new Unfinished();
            }
            return pattern.charAt(at);
        }

        private char next() {
            char c = peek();
            at++;
            return c;
        }
    }
}
