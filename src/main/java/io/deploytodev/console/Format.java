package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.Unit;
import java.time.Duration;
import java.util.Locale;

/** Times and amounts as people read them. */
final class Format {

    private Format() {}

    /** How long something took: {@code 340ms}, {@code 8.4s}, {@code 1m 05s}, {@code 1h 02m}. */
    static String took(Duration duration) {
        return duration.toMillis() < 1000 ? Math.max(0, duration.toMillis()) + "ms" : elapsed(duration);
    }

    /** How long something has been going on; as {@link #took}, but calm while it counts up. */
    static String elapsed(Duration duration) {
        long tenths = Math.max(0, duration.toMillis()) / 100;
        long seconds = tenths / 10;
        if (seconds < 60) {
            return seconds + "." + tenths % 10 + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
    }

    /** A column of a log: {@code 00:08.4}, {@code 1:02:03.4}. */
    static String clock(Duration duration) {
        long tenths = Math.max(0, duration.toMillis()) / 100;
        long seconds = tenths / 10;
        String minutes = String.format(Locale.ROOT, "%02d:%02d.%d", seconds % 3600 / 60, seconds % 60, tenths % 10);
        return seconds < 3600 ? minutes : seconds / 3600 + ":" + minutes;
    }

    static String bytes(long bytes) {
        Scale scale = Scale.of(bytes);
        return scale.amount(bytes) + " " + scale.label;
    }

    /** {@code 12.4 of 25.1 MB}, {@code 3 of 40 files}, or without the total where it is not known. */
    static String progress(long done, long total, Unit unit) {
        if (unit == Unit.BYTES) {
            Scale scale = Scale.of(total);
            return total > 0 ? scale.amount(done) + " of " + scale.amount(total) + " " + scale.label : bytes(done);
        }
        String name = unit.name().toLowerCase(Locale.ROOT);
        return total > 0 ? done + " of " + total + " " + name : done + " " + name;
    }

    /** Powers of ten, as networks and disks are sold. */
    private enum Scale {
        B(1),
        KB(1e3),
        MB(1e6),
        GB(1e9);

        private final double factor;
        private final String label;

        Scale(double factor) {
            this.factor = factor;
            this.label = name().replace('K', 'k');
        }

        static Scale of(long bytes) {
            return bytes < 1_000 ? B : bytes < 999_950 ? KB : bytes < 999_950_000 ? MB : GB;
        }

        String amount(long bytes) {
            return this == B ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f", bytes / factor);
        }
    }
}
