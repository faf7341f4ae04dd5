package io.deploytodev.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All tries, a line of JSON for each. They outlive a run, so that a suite that takes hours can be run in parts; a fault
 * that is tried anew begins anew.
 */
final class Tries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Try> tries = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();

    private Tries(Path file) {
        this.file = file;
    }

    /** Those of earlier runs, to which this one adds. */
    static Tries in(Path file) {
        Tries all = new Tries(file);
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    all.tries.add(JSON.readValue(line, Try.class));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    synchronized void add(Try seen) {
        if (begun.add(seen.fault())) {
            tries.removeIf(earlier -> earlier.fault().equals(seen.fault()));
        }
        tries.add(seen);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, tries.stream().map(Tries::line).toList(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Try seen) {
        try {
            return JSON.writeValueAsString(seen);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized List<Try> all() {
        return List.copyOf(tries);
    }
}
