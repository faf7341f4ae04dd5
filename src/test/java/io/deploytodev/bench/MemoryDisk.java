package io.deploytodev.bench;

import io.deploytodev.it.DevHost;

/**
 * A directory of a dev host that lies in its memory. On a disk the price of a new file depends on what was deleted there
 * minutes before (ext4 without a journal steps over every one of these), tenfold, and so on which side has its turn when.
 */
final class MemoryDisk {

    private MemoryDisk() {}

    /** Goes with the host. */
    static void at(String directory, DevHost host) {
        host.run(
                "sh",
                "-c",
                "mkdir -p " + directory + " && mount -t tmpfs memory " + directory + " && chown deploy: " + directory);
    }
}
