package io.deploytodev.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trees that were brought to hosts last, kept on this machine: a host that has one of them need only say which. A tree
 * that is lost costs a longer answer of the host, and nothing else.
 */
final class BroughtTrees {

    /** Keeps nothing, and knows nothing. */
    static final BroughtTrees NONE = new BroughtTrees(Optional.empty());

    /** As many hosts can be taken in turn, each with a tree of its own. */
    private static final int MOST = 4;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Optional<Path> directory;

    private BroughtTrees(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Keeps each in a file of this directory, under its digest. */
    static BroughtTrees in(Path directory) {
        return new BroughtTrees(Optional.of(directory));
    }

    /** Those that are known, by {@link Manifest#digest}, with a space in between. */
    String digests() {
        return kept().map(BroughtTrees::nameOf).sorted().collect(Collectors.joining(" "));
    }

    /**
     * One of them.
     *
     * @throws Forgotten when it is not there any more, or not whole
     */
    Manifest tree(String digest) {
        if (directory.isEmpty() || !DIGEST.matcher(digest).matches()) {
            throw new Forgotten(digest, null);
        }
        Path file = directory.get().resolve(digest);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!Manifest.digest(bytes).equals(digest)) {
                throw new IllegalArgumentException("another tree");
            }
            return Manifest.parse(bytes);
        } catch (IOException | IllegalArgumentException e) {
            delete(file);
            throw new Forgotten(digest, e);
        }
    }

    /** Keeps one more, as the newest, and forgets the oldest of too many; where that fails, nothing is kept. */
    void keep(Manifest manifest, String digest) {
        if (directory.isEmpty()) {
            return;
        }
        Path target = directory.get().resolve(digest);
        try {
            if (Files.exists(target)) {
                Files.setLastModifiedTime(target, FileTime.fromMillis(System.currentTimeMillis()));
            } else {
                OwnFile.replace(target, manifest.toBytes());
            }
            List<Path> newestFirst = kept().sorted(
                            Comparator.comparing(BroughtTrees::age).reversed())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(MOST, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        } catch (IOException | UncheckedIOException e) {
            // The host tells more than it had to next time, and that is all.
        }
    }

    private Stream<Path> kept() {
        if (directory.isEmpty()) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(file -> DIGEST.matcher(nameOf(file)).matches()).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is asked for once more, and is not whole then either.
        }
    }

    /** A tree that a host has is not known here any more. */
    static final class Forgotten extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Forgotten(String digest, @Nullable Throwable cause) {
            super("nothing is known of the tree " + digest, cause);
        }
    }
}
