package io.deploytodev.readiness;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a log that say why something failed: what looks like an error with what stands around it, then the last. */
public final class LogExcerpt {

    /** Where a log says that something is wrong. */
    private static final Pattern ERROR =
            Pattern.compile("Traceback|Exception|\\bError\\b|\\w+Error\\b|\\bERROR\\b|\\bERR!|\\bFATAL\\b|\\bfatal\\b"
                    + "|\\bCRITICAL\\b|\\bSEVERE\\b|\\bpanic\\b|\\berror:|Caused by:|failed to solve"
                    + "|[Aa]ddress already in use|not found|No such file|[Pp]ermission denied|Segmentation fault");

    /** Frames of a stack trace: told apart so that an error's own line is not crowded out by them. */
    private static final Pattern FRAME = Pattern.compile("^\\s+(at |File \"|\\.\\.\\. \\d+ more).*");

    private static final int BEFORE = 1;
    private static final int AFTER = 3;
    private static final int LAST = 3;

    private LogExcerpt() {}

    /** Whether a line looks like an error. */
    static boolean isError(String line) {
        return ERROR.matcher(line).find() && !FRAME.matcher(line).matches();
    }

    /** At most so many of these lines, oldest first; what is left out between them is counted. */
    public static List<String> of(List<String> log, int most) {
        List<String> lines = log.stream().filter(line -> !line.isBlank()).toList();
        if (lines.size() <= most) {
            return lines;
        }
        BitSet kept = new BitSet(lines.size());
        keep(kept, lines.size() - LAST, lines.size(), most);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isError(lines.get(i))) {
                keep(kept, i, i + 1, most);
            }
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isError(lines.get(i))) {
                keep(kept, Math.max(0, i - BEFORE), Math.min(lines.size(), i + 1 + AFTER), most);
            }
        }
        if (lines.stream().noneMatch(LogExcerpt::isError)) {
            keep(kept, lines.size() - most, lines.size(), most);
        }
        return withGaps(lines, kept);
    }

    private static void keep(BitSet kept, int from, int to, int most) {
        for (int i = from; i < to && kept.cardinality() < most; i++) {
            kept.set(i);
        }
    }

    private static List<String> withGaps(List<String> lines, BitSet kept) {
        List<String> excerpt = new ArrayList<>();
        int next = kept.nextSetBit(0);
        for (int i = next; i >= 0; i = kept.nextSetBit(i + 1)) {
            if (i > next) {
                excerpt.add("... (" + (i - next) + " lines)");
            }
            excerpt.add(lines.get(i));
            next = i + 1;
        }
        return excerpt;
    }
}
