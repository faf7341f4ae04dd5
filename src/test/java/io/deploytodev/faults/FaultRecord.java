package io.deploytodev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of a run in {@code target}: each try in {@code faults.jsonl}, the table of them in
 * {@code faults.md}, and the whole story of each that did not hold in a file of its own.
 */
final class FaultRecord {

    private static final Path TRIES = Path.of("target/faults.jsonl");
    private static final Path TABLE = Path.of("target/faults.md");
    private static final Path STORIES = Path.of("target/faults");

    private final long seed;
    private final Tries tries = Tries.in(TRIES);
    private List<String> order = List.of();

    FaultRecord(long seed) {
        this.seed = seed;
    }

    /** The order of the table's lines. */
    synchronized void order(List<String> faults) {
        order = List.copyOf(faults);
    }

    synchronized void held(Verdict verdict, Duration plainGap) {
        add(Try.of(verdict.fault(), Optional.of(verdict), "", plainGap, load(), seed));
    }

    synchronized void failed(String fault, int count, String why, Duration plainGap) {
        write(STORIES.resolve(fault.replaceAll("[^A-Za-z0-9]+", "-") + "-" + count + ".txt"), why);
        add(Try.of(fault, Optional.empty(), why, plainGap, load(), seed));
    }

    private void add(Try seen) {
        tries.add(seen);
        write(TABLE, FaultTable.of(tries.all(), order));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
