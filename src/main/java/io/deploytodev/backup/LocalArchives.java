package io.deploytodev.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The archives of a project in a directory of this machine. */
public final class LocalArchives {

    private static final String TAR = ".tar";

    private final Path directory;

    public LocalArchives(Path directory) {
        this.directory = directory;
    }

    /** Where one of this id lies. */
    public Path file(String id) {
        return directory.resolve(id + TAR);
    }

    /** Those that there are, the newest first; other files that lie there are none. */
    public List<Archive> list() throws IOException {
        List<Archive> archives = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[!.]*" + TAR)) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    String id = name.substring(0, name.length() - TAR.length());
                    if (Keeping.isId(id)) {
                        archives.add(new Archive(id, Files.size(file), Optional.of(file), manifest(id)));
                    }
                }
            }
        }
        return Archive.newestFirst(archives);
    }

    private Optional<Manifest> manifest(String id) throws IOException {
        Path file = directory.resolve(id + ".json");
        return Files.exists(file)
                ? Manifest.ifReadable(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Writes what is in an archive beside it, so that nobody need read all of it to tell. */
    public void describe(Manifest manifest) throws IOException {
        Path file = directory.resolve(manifest.id() + ".json");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, manifest.json(), StandardOpenOption.WRITE);
    }

    public void remove(String id) throws IOException {
        Files.deleteIfExists(directory.resolve(id + ".json"));
        Files.deleteIfExists(file(id));
    }

    /** What is free for this account where it lies, or will lie. */
    public long free() throws IOException {
        Path there = directory.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }
}
