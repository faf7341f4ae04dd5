package io.deploytodev.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * What the files of a tree held when they were read last, kept on this machine from one run to the next. A file that looks
 * the same holds the same: no user can set the time of its last change back. One that changed a moment before it was read
 * is not believed to, for it may change again before that clock goes on.
 */
final class KnownContents {

    private static final String KIND = "contents 1 ";

    /** No file system's clock is coarser; it also covers what this machine's own clock is behind by. */
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(3);

    private final Optional<Path> file;
    private final Clock clock;
    private final Map<TreePath, Known> before;
    private final Map<TreePath, Known> now = new ConcurrentHashMap<>();
    private final Map<TreePath, Look> certain = new ConcurrentHashMap<>();

    private volatile boolean hasLearned;

    private record Known(String look, String content) {}

    private KnownContents(Optional<Path> file, Clock clock, Map<TreePath, Known> before) {
        this.file = file;
        this.clock = clock;
        this.before = before;
    }

    /** Of a tree that nothing is kept of. */
    static KnownContents none() {
        return new KnownContents(Optional.empty(), Clock.systemUTC(), Map.of());
    }

    /** As they were kept in a file; nothing, where it is not there or not whole. */
    static KnownContents in(Path file, Clock clock) {
        try {
            return new KnownContents(Optional.of(file), clock, parse(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException e) {
            return new KnownContents(Optional.of(file), clock, Map.of());
        }
    }

    /** This machine's time, in milliseconds. */
    long time() {
        return clock.millis();
    }

    /** Everything about a file that changes when its content does. */
    record Look(int mode, long device, long inode, long size, FileTime modified, FileTime changed) {

        static Look of(Map<String, Object> unix) {
            return new Look(
                    (Integer) of("mode", unix),
                    (Long) of("dev", unix),
                    (Long) of("ino", unix),
                    (Long) of("size", unix),
                    (FileTime) of("lastModifiedTime", unix),
                    (FileTime) of("ctime", unix));
        }

        private static Object of(String name, Map<String, Object> unix) {
            return Objects.requireNonNull(unix.get(name), name);
        }

        static Look of(Path file) throws IOException {
            return of(Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        }

        String text() {
            return device + " " + inode + " " + size + " " + modified.to(TimeUnit.NANOSECONDS) + " "
                    + changed.to(TimeUnit.NANOSECONDS);
        }
    }

    private static final String ATTRIBUTES = "unix:mode,dev,ino,size,lastModifiedTime,ctime";

    /** What a file holds that looks like this, in the form of {@link TreeEntry#content}. */
    Optional<String> content(TreePath path, Look look) {
        Known known = before.get(path);
        if (known == null || !known.look().equals(look.text())) {
            return Optional.empty();
        }
        now.put(path, known);
        certain.put(path, look);
        return Optional.of(known.content());
    }

    /** How the files look whose content is certain as long as they look so. */
    Map<TreePath, Look> certain() {
        return certain;
    }

    /**
     * Takes note of what was read.
     *
     * @param look of the file before it was read
     * @param millis this machine's time then
     */
    void read(TreePath path, Path read, Look look, long millis, String content) {
        if (look.changed().toMillis() > millis - COARSEST_CLOCK.toMillis()) {
            return;
        }
        try {
            if (Look.of(read).equals(look)) {
                certain.put(path, look);
                if (file.isPresent()) {
                    now.put(path, new Known(look.text(), content));
                    hasLearned = true;
                }
            }
        } catch (IOException e) {
            // It has gone since, and nothing is known of it.
        }
    }

    /** Keeps what is known now for the next run, if it is not the same; a run that cannot goes without. */
    void keep() {
        if (file.isEmpty() || (!hasLearned && now.size() == before.size())) {
            return;
        }
        try {
            OwnFile.replace(file.get(), bytes());
        } catch (IOException e) {
            // The next run reads more than it had to, and that is all.
        }
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        now.forEach((path, known) -> {
            for (String field : new String[] {known.look(), known.content(), path.bytes()}) {
                out.writeBytes(field.getBytes(StandardCharsets.ISO_8859_1));
                out.write(0);
            }
        });
        byte[] body = out.toByteArray();
        byte[] head = head(body);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** A crash of this machine may leave a file that is cut off, or full of zeros. */
    private static byte[] head(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return String.format("%s%08x %d%n", KIND, sum.getValue(), body.length).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<TreePath, Known> parse(byte[] bytes) {
        int start = Math.min(NulFields.lineBefore(bytes).length() + 1, bytes.length);
        byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
        if (!Arrays.equals(head(body), Arrays.copyOf(bytes, start))) {
            return Map.of();
        }
        NulFields fields = new NulFields(body, 0);
        Map<TreePath, Known> known = new HashMap<>();
        while (fields.hasNext()) {
            Known one = new Known(fields.next(), fields.next());
            known.put(new TreePath(fields.next()), one);
        }
        return known;
    }
}
