package io.deploytodev.sync;

import io.deploytodev.sync.KnownContents.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An entry that is to be sent.
 *
 * @param file where its content is read
 * @param seconds when it was last changed, in seconds since 1970, as tar has it
 * @param certain how the file looks as long as it holds what the entry says; empty where only a digest tells
 */
record SentEntry(TreeEntry entry, Path file, long seconds, Optional<Look> certain) {

    static SentEntry of(TreeEntry entry, Path root, Optional<Look> certain) {
        Path file = entry.path().in(root);
        if (entry.type() != TreeEntry.Type.FILE) {
            return new SentEntry(entry, file, 0, Optional.empty());
        }
        return new SentEntry(
                entry,
                file,
                certain.map(look -> look.modified().to(TimeUnit.SECONDS)).orElseGet(() -> modified(file)),
                certain.filter(look -> look.size() == entry.size()));
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.SECONDS);
        } catch (IOException e) {
            return 0; // whoever reads it says what is wrong with it
        }
    }

    /** What {@code find} says of it once it is unpacked: {@code f size time path}, {@code l target path} or {@code d path}. */
    String look() {
        return switch (entry.type()) {
            case FILE ->
                "f " + entry.size() + " " + seconds + ".0000000000 "
                        + entry.path().bytes();
            case SYMLINK ->
                "l " + entry.content() + ListPatch.SEPARATOR + entry.path().bytes();
            case DIRECTORY -> "d " + entry.path().bytes();
        };
    }
}
