package io.deploytodev.deploy;

import io.deploytodev.checks.Disk;
import io.deploytodev.checks.Room;
import io.deploytodev.checks.Room.Need;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How much room a deploy needs on the disks of its host, and whether it is there. */
final class RoomNeeded {

    private static final long MEBI = 1024L * 1024;

    /** For databases, logs and what containers write, whatever the deploy itself takes. */
    static final long SPARE_FOR_ENGINE = 256 * MEBI;

    static final long SPARE_FOR_STATE = 24 * MEBI;

    /** Before anything was built, nobody knows. */
    private static final long FIRST_IMAGE = 1_000_000_000;

    /** Nobody counts the files of an image; these are as many as an interpreter and its libraries have. */
    private static final long FILES_OF_AN_IMAGE = 10_000;

    private static final long SPARE_FILES = 200;

    private final Connection connection;
    private final Optional<Release> previous;
    private final DeployConfig.Disk configured;

    /** @param previous the release that runs */
    RoomNeeded(Connection connection, Optional<Release> previous, DeployConfig.Disk configured) {
        this.connection = connection;
        this.previous = previous;
        this.configured = configured;
    }

    /**
     * A sentence for each disk that has too little; empty when there is room.
     *
     * @param bytes of the files that will be sent
     * @param files how many they are
     * @param builds whether an image is to be built
     */
    List<String> shortages(long bytes, long files, boolean builds) {
        return new Room(needs(bytes, files, builds)).shortages();
    }

    /** Whether there would be room if so many bytes more were free. */
    boolean isEnoughWith(long freed, long bytes, long files, boolean builds) {
        return new Room(needs(bytes, files, builds).stream()
                        .map(need -> new Need(
                                need.path(),
                                new Disk(
                                        need.disk().name(),
                                        need.disk().mount(),
                                        need.disk().freeBytes() + freed,
                                        need.disk().freeInodes()),
                                need.bytes(),
                                need.inodes(),
                                need.why()))
                        .toList())
                .shortages()
                .isEmpty();
    }

    private List<Need> needs(long bytes, long files, boolean builds) {
        String state = connection.directory().path();
        String engine = connection.engine().dataDirectory();
        List<Disk> disks = connection.host().run(Disk.of(List.of(state, engine)));
        // The release keeps a copy of what differs from the one before.
        Need tree = new Need(
                state,
                disks.get(0),
                2 * bytes + SPARE_FOR_STATE,
                2 * files + SPARE_FILES,
                "the source tree, its copy for a return and some to spare");
        return List.of(tree, forEngine(engine, disks.get(1), builds));
    }

    private Need forEngine(String path, Disk disk, boolean builds) {
        if (!builds) {
            return new Need(path, disk, SPARE_FOR_ENGINE, SPARE_FILES, "what containers write");
        }
        OptionalLong free = configured.free();
        if (free.isPresent()) {
            return new Need(path, disk, free.getAsLong(), FILES_OF_AN_IMAGE, "images, as disk.free says");
        }
        long last = lastImage();
        return last > 0
                ? new Need(
                        path,
                        disk,
                        last + SPARE_FOR_ENGINE,
                        FILES_OF_AN_IMAGE,
                        "an image as large as the one that runs, and what containers write")
                : new Need(path, disk, FIRST_IMAGE, FILES_OF_AN_IMAGE, "images, before the first is built");
    }

    private long lastImage() {
        return previous.map(Release::images).stream()
                .flatMap(images -> images.values().stream().distinct())
                .mapToLong(image -> connection.engine().imageBytes(image))
                .max()
                .orElse(0);
    }
}
