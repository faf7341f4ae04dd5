package io.deploytodev.sync;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern of {@code .gitignore}, over bytes (one char each), as git matches it: {@code *} and {@code ?} stop at a slash,
 * {@code **} does not where it stands alone between slashes. All ways through it are followed at once, so that no pattern
 * takes long, however many stars it has.
 */
final class Glob {

    private static final String SPECIAL = "*?[\\";

    private static final int BYTES = 256;

    private static final BitSet ANY = not(new BitSet());

    private static final BitSet NO_SLASH = not(of('/'));

    private final String text;
    private final boolean literal;
    private final List<Part> parts;

    /**
     * One step of a pattern.
     *
     * @param repeated whether it stands for any number of these bytes, none included
     * @param skip how many parts may be passed over on arrival
     */
    private record Part(BitSet bytes, boolean repeated, int skip) {}

    private Glob(String text, boolean literal, List<Part> parts) {
        this.text = text;
        this.literal = literal;
        this.parts = List.copyOf(parts);
    }

    /** A pattern that git cannot make sense of matches nothing. */
    static Glob of(String pattern) {
        if (isLiteral(pattern)) {
            return new Glob(pattern, true, List.of());
        }
        try {
            return new Glob(pattern, false, parts(pattern));
        } catch (GlobClass.Unfinished e) {
            return new Glob(pattern, false, List.of(new Part(new BitSet(), false, 0)));
        }
    }

    static boolean isLiteral(String pattern) {
        return pattern.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    private static List<Part> parts(String pattern) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*') {
                int end = at;
                while (end < pattern.length() && pattern.charAt(end) == '*') {
                    end++;
                }
                boolean alone = end - at > 1
                        && (at == 0 || pattern.charAt(at - 1) == '/')
                        && (end == pattern.length() || pattern.charAt(end) == '/');
                boolean leads = alone && end < pattern.length();
                parts.add(new Part(alone ? ANY : NO_SLASH, true, leads ? 2 : 0));
                if (leads) {
                    parts.add(new Part(of('/'), false, 0));
                    end++;
                }
                at = end;
            } else if (c == '?') {
                parts.add(new Part(NO_SLASH, false, 0));
                at++;
            } else if (c == '[') {
                GlobClass range = GlobClass.at(pattern, at);
                parts.add(new Part(range.bytes(), false, 0));
                at = range.end();
            } else if (c == '\\') {
                if (at + 1 == pattern.length()) {
                    throw new GlobClass.Unfinished();
                }
                parts.add(new Part(of(pattern.charAt(at + 1)), false, 0));
                at += 2;
            } else {
                parts.add(new Part(of(c), false, 0));
                at++;
            }
        }
        return parts;
    }

    boolean matches(String name) {
        if (literal) {
            return text.equals(name);
        }
        Places now = new Places();
        now.arrive(0);
        for (int i = 0; i < name.length(); i++) {
            Places next = new Places();
            for (int at = now.reached.nextSetBit(0);
                    at >= 0 && at < parts.size();
                    at = now.reached.nextSetBit(at + 1)) {
                Part part = parts.get(at);
                if (part.bytes().get(name.charAt(i))) {
                    if (part.repeated()) {
                        next.stay(at);
                    } else {
                        next.arrive(at + 1);
                    }
                }
            }
            now = next;
        }
        return now.reached.get(parts.size());
    }

    /** How far one can be in the pattern after a part of the name. */
    private final class Places {

        private final BitSet reached = new BitSet();
        private final BitSet arrived = new BitSet();

        void arrive(int at) {
            if (arrived.get(at)) {
                return;
            }
            arrived.set(at);
            if (at == parts.size()) {
                reached.set(at);
                return;
            }
            if (parts.get(at).skip() > 0) {
                arrive(at + parts.get(at).skip());
            }
            if (parts.get(at).repeated()) {
                stay(at);
            } else {
                reached.set(at);
            }
        }

        /** What may be repeated may also end. */
        void stay(int at) {
            if (!reached.get(at)) {
                reached.set(at);
                arrive(at + 1);
            }
        }
    }

    private static BitSet of(char c) {
        BitSet set = new BitSet(BYTES);
        set.set(c);
        return set;
    }

    private static BitSet not(BitSet set) {
        BitSet others = new BitSet(BYTES);
        others.set(0, BYTES);
        others.andNot(set);
        return others;
    }
}
