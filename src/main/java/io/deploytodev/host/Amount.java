package io.deploytodev.host;

import java.util.Locale;

/** Amounts of a disk as people read them. */
public final class Amount {

    private static final double STEP = 1000;

    private Amount() {}

    /** {@code 512 B}, {@code 12.4 kB}, {@code 1.5 GB}: powers of ten, as disks are sold. */
    public static String of(long bytes) {
        String[] units = {"kB", "MB", "GB", "TB"};
        if (bytes < STEP) {
            return bytes + " B";
        }
        double amount = bytes / STEP;
        int unit = 0;
        while (amount >= STEP - 0.05 && unit < units.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
    }
}
