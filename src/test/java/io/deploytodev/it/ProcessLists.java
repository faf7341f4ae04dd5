package io.deploytodev.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks at this machine's processes again and again, as anybody on it can. */
final class ProcessLists implements AutoCloseable {

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "process lists");
        thread.setDaemon(true);
        return thread;
    });

    private ProcessLists() {}

    static ProcessLists watch() {
        ProcessLists lists = new ProcessLists();
        var unused = lists.watcher.scheduleWithFixedDelay(lists::look, 0, 10, TimeUnit.MILLISECONDS);
        return lists;
    }

    private void look() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                read(process);
            }
            looks.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path process) {
        try {
            seen.add(new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' '));
        } catch (IOException e) {
            // It has ended meanwhile.
        }
    }

    int looks() {
        return looks.get();
    }

    boolean saw(String part) {
        return seen.stream().anyMatch(line -> line.contains(part));
    }

    /** The command lines that hold one of these words. */
    List<String> with(List<String> words) {
        return seen.stream()
                .filter(line -> words.stream().anyMatch(line::contains))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
