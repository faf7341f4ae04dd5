package io.deploytodev.faults;

import java.util.Random;

/** Much to send over a slow link: a transfer that lasts, so that something can happen meanwhile. */
final class Bulk {

    private static final int BYTES = 6 * 1024 * 1024;
    private static final int BYTES_PER_SECOND = 2 * 1024 * 1024;
    private static final String FILE = "bulk.bin";

    private Bulk() {}

    static Fault.Outcome under(Fault.Strike strike, Scene scene) {
        byte[] bytes = new byte[BYTES];
        new Random(scene.next().hashCode()).nextBytes(bytes);
        scene.project().write(FILE, bytes);
        scene.link().slowTo(BYTES_PER_SECOND);
        try {
            return strike.on(scene);
        } finally {
            scene.link().slowTo(Integer.MAX_VALUE);
            scene.project().delete(FILE);
        }
    }
}
