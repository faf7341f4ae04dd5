package io.deploytodev.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of runs on this machine: for each a {@code .json}, a {@code .log}, and a {@code .pending} as long as the host
 * does not have them. Readable for this user alone.
 */
public final class RunFiles {

    /** Three months of nights. */
    static final int KEPT = 100;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String RECORD = ".json";
    private static final String LOG = ".log";
    private static final String PENDING = ".pending";

    private final Path directory;

    /** @param directory that of one project */
    RunFiles(Path directory) {
        this.directory = directory;
    }

    /** Where they lie by the rules of freedesktop.org. */
    public static RunFiles of(Map<String, String> environment, Path home, String project) {
        return new RunFiles(StateHome.of(environment, home).resolve("runs").resolve(project));
    }

    /** @param origin tells runs of other machines and checkouts apart that begin in the same second */
    static String id(Instant start, String schedule, String origin) {
        return STAMP.format(start) + "-" + schedule + "-" + origin;
    }

    /** The last run of a schedule that has said something and left no record; of those that began here. */
    Optional<String> unfinished(String schedule, String origin) {
        String end = "-" + schedule + "-" + origin + LOG;
        return ending(end).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - LOG.length()))
                .filter(id -> id.length() == id(Instant.EPOCH, schedule, origin).length())
                .filter(id -> Files.notExists(directory.resolve(id + RECORD)))
                .max(Comparator.naturalOrder());
    }

    /** Where the run of this id writes what it says. */
    Path log(String id) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path log = directory.resolve(id + LOG);
        if (Files.notExists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return log;
    }

    /** Writes a record, for the host to get, and lets go of the oldest of its schedule. */
    void save(RunRecord record) throws IOException {
        Path unused = log(record.id());
        Files.writeString(directory.resolve(record.id() + PENDING), "");
        Path fresh = directory.resolve(record.id() + ".new");
        Files.writeString(fresh, record.toJson());
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, directory.resolve(record.id() + RECORD), StandardCopyOption.REPLACE_EXISTING);
        List<RunRecord> same = all().stream()
                .filter(each -> each.schedule().equals(record.schedule()))
                .toList();
        for (RunRecord old : same.subList(Math.min(KEPT, same.size()), same.size())) {
            remove(old.id());
        }
    }

    private void remove(String id) throws IOException {
        for (String ending : List.of(RECORD, LOG, PENDING)) {
            Files.deleteIfExists(directory.resolve(id + ending));
        }
    }

    /** All records, the newest first; what cannot be read is left out. */
    public List<RunRecord> all() {
        List<RunRecord> records = new ArrayList<>();
        for (Path file : ending(RECORD)) {
            text(file).flatMap(RunRecord::parse).ifPresent(records::add);
        }
        records.sort(Comparator.comparing(RunRecord::id).reversed());
        return records;
    }

    /** Those that the host does not have yet, the oldest first. */
    List<RunRecord> pending() {
        List<RunRecord> records = new ArrayList<>();
        for (Path file : ending(PENDING)) {
            String id = file.getFileName().toString().replace(PENDING, "");
            text(directory.resolve(id + RECORD)).flatMap(RunRecord::parse).ifPresent(records::add);
        }
        records.sort(Comparator.comparing(RunRecord::id));
        return records;
    }

    /** The host has it. */
    void arrived(String id) {
        try {
            Files.deleteIfExists(directory.resolve(id + PENDING));
        } catch (IOException e) {
            // Then it is sent once more, and lies there once.
        }
    }

    /** What a run said; empty when nothing is kept of it here. */
    public Optional<String> said(String id) {
        return text(directory.resolve(id + LOG));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Path> ending(String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
