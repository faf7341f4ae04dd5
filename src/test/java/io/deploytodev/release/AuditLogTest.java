package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit on a real file system, by real shells. */
class AuditLogTest {

    @TempDir
    private Path home;

    private LocalHost host;
    private StateDirectory directory;
    private AuditLog audit;

    @BeforeEach
    void emptyHost() throws IOException {
        host = new LocalHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
        audit = new AuditLog(host, directory);
        Files.createDirectories(Path.of(directory.path()));
    }

    @Test
    void whatIsToldLastComesFirst() {
        audit.append(entry(1, "first"));
        audit.append(entry(2, "second"));
        audit.append(entry(3, "third"));
        assertThat(audit.last(2)).containsExactly(entry(3, "third"), entry(2, "second"));
    }

    @Test
    void beforeTheFirstDeployThereIsNoneEvenWithoutADirectory() throws IOException {
        Files.delete(Path.of(directory.path()));
        assertThat(audit.last(10)).isEmpty();
    }

    @Test
    void aCommandThatIsRepeatedAfterACutTellsOnlyOnce() {
        audit.append(entry(1, "first"));
        audit.append(entry(1, "first"));
        assertThat(audit.last(10)).hasSize(1);
    }

    @Test
    void whatItSaysIsOneLineHoweverItIsWritten() throws IOException {
        String hostile = "line\nbreak $(touch owned) `touch owned` '\"\\n %s \u001b[31m " + "x".repeat(10_000);
        audit.append(entry(1, hostile));
        audit.append(entry(2, "second"));
        assertThat(Files.readAllLines(file(""))).hasSize(2).allMatch(line -> line.length() < 2000);
        assertThat(audit.last(2).get(1).what())
                .startsWith("line break $(touch owned)")
                .endsWith("…");
        assertThat(home.resolve("owned")).doesNotExist();
    }

    @Test
    void halfALineHidesNoOther() throws IOException {
        audit.append(entry(1, "first"));
        Files.writeString(file(""), Files.readString(file("")) + "{\"schema\":1,\"wh\n");
        audit.append(entry(2, "second"));
        assertThat(audit.last(10)).extracting(AuditEntry::number).containsExactly(2L, 1L);
    }

    @Test
    void aFileThatHasGrownGivesWayAndItsPredecessorGoes() throws IOException {
        for (int i = 1; i <= 5; i++) {
            String line = AuditLog.line(entry(i, "entry " + i));
            host.run(AuditLog.append(directory.path(), line, Sharing.OWNER, 2L * line.length()));
        }
        assertThat(Files.readAllLines(file(".1"))).hasSize(2);
        assertThat(Files.readAllLines(file(""))).hasSize(1);
        assertThat(audit.last(10)).extracting(AuditEntry::number).containsExactly(5L, 4L, 3L);
    }

    @Test
    void linesOfManyAtOnceAreAllThereAndWhole() {
        List<CompletableFuture<Void>> writers = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> audit.append(entry(i, "entry " + i)), body -> new Thread(body, "writer").start()))
                .toList();
        writers.forEach(CompletableFuture::join);
        assertThat(audit.last(10)).hasSize(8);
    }

    @Test
    void whoSharesTheDirectoryMayAddALineAndNobodyElseMayRead() throws IOException {
        audit.append(entry(1, "first"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(""))))
                .isEqualTo("rw-------");
        Files.delete(file(""));
        StateDirectory shared = new StateDirectory(directory.path(), Sharing.GROUP);
        new AuditLog(host, shared).append(entry(1, "first"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(""))))
                .isEqualTo("rw-rw----");
    }

    private Path file(String suffix) {
        return Path.of(directory.path(), "audit.jsonl" + suffix);
    }

    private static AuditEntry entry(long number, String what) {
        return new AuditEntry(
                AuditEntry.SCHEMA,
                AuditEntry.iso("20260131T235959Z"),
                "ada@laptop",
                "deploy",
                number,
                "20260131T235959Z-1",
                "healthy",
                1200,
                what);
    }
}
