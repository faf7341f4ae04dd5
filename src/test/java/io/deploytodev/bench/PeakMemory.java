package io.deploytodev.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process had in use at most. */
final class PeakMemory {

    private static final int KIB_PER_MIB = 1024;

    private PeakMemory() {}

    /** Follows it to its end. The kernel tells only while it is there. */
    static long mebibytes(Process process) throws IOException {
        Matcher peak = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher("");
        long most = 0;
        try (var output = process.getInputStream()) {
            Path said = Path.of("/proc", Long.toString(process.pid()), "status");
            while (process.isAlive()) {
                peak.reset(text(said));
                most = peak.find() ? Math.max(most, Long.parseLong(peak.group(1))) : most;
                output.skipNBytes(Math.min(1, output.available()));
                Thread.onSpinWait();
            }
        }
        return most / KIB_PER_MIB;
    }

    /** A process that ends takes the file away, or what it said when it is already open. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
