package io.deploytodev.host;

import java.util.Locale;
import java.util.regex.Pattern;

/** What programs say when there is no room left for them. */
public final class FullDisk {

    private FullDisk() {}

    /**
     * What tar says of a file whose last block the disk took in part; it reads the rest past without trying it again, so the
     * disk's own error may never show.
     */
    private static final Pattern CUT_SHORT = Pattern.compile("wrote only \\d+ of \\d+ bytes");

    /** Whether a command failed because a disk of the host is full; of bytes, of files or of what an account may take. */
    public static boolean isBehind(CommandFailed failure) {
        String said = failure.said().toLowerCase(Locale.ROOT);
        return said.contains("no space left on device")
                || said.contains("disk quota exceeded")
                || CUT_SHORT.matcher(said).find();
    }
}
