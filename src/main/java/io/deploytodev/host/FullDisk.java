package io.deploytodev.host;

import java.util.Locale;

/** What programs say when there is no room left for them. */
public final class FullDisk {

    private FullDisk() {}

    /** Whether a command failed because a disk of the host is full; of bytes, of files or of what an account may take. */
    public static boolean isBehind(CommandFailed failure) {
        String said = String.join("\n", failure.lines()).toLowerCase(Locale.ROOT);
        return said.contains("no space left on device") || said.contains("disk quota exceeded");
    }
}
