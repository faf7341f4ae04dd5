package io.deploytodev.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Directories with nothing in them, which git does not know but a bind mount or a COPY may need. One that holds only what
 * does not travel, such as the cache of a tool, is not empty.
 */
final class EmptyDirectories {

    private final Path root;
    private final Exclusions exclusions;
    private final Set<TreePath> files;
    private final Set<TreePath> filled = new HashSet<>();

    private EmptyDirectories(Path root, Exclusions exclusions, Set<TreePath> files) {
        this.root = root;
        this.exclusions = exclusions;
        this.files = files;
        files.forEach(path -> path.addParentsTo(filled));
    }

    /**
     * The empty directories beside these files.
     *
     * @param files all that travel and are there
     * @param ignored which of some directories git ignores: those are not looked into, for they may be large
     */
    static List<TreePath> beside(
            Collection<TreePath> files,
            Path root,
            Exclusions exclusions,
            Function<Collection<TreePath>, Set<TreePath>> ignored) {
        EmptyDirectories directories = new EmptyDirectories(root, exclusions, new HashSet<>(files));
        List<TreePath> empty = new ArrayList<>();
        List<TreePath> level = directories.besideFiles();
        while (!level.isEmpty()) {
            level.removeAll(ignored.apply(level));
            List<TreePath> deeper = new ArrayList<>();
            for (TreePath directory : level) {
                List<TreePath> children = directories.children(Optional.of(directory));
                if (children.isEmpty()) {
                    empty.add(directory);
                }
                children.stream().filter(directories::isOpen).forEach(deeper::add);
            }
            level = deeper;
        }
        return empty;
    }

    /** Those in a directory that holds something that travels, or in the tree itself. */
    private List<TreePath> besideFiles() {
        List<Optional<TreePath>> all = new ArrayList<>(List.of(Optional.empty()));
        filled.forEach(directory -> all.add(Optional.of(directory)));
        List<TreePath> beside = all.parallelStream()
                .flatMap(directory -> children(directory).stream())
                .filter(child -> !files.contains(child) && !filled.contains(child))
                .toList();
        return new ArrayList<>(beside.stream().filter(this::isOpen).toList());
    }

    private boolean isOpen(TreePath path) {
        return Files.isDirectory(path.in(root), LinkOption.NOFOLLOW_LINKS) && !exclusions.excludes(path, true);
    }

    /** What has gone meanwhile, or is closed to this user, is not empty: something unknown is in it. */
    private List<TreePath> children(Optional<TreePath> directory) {
        List<TreePath> children = new ArrayList<>();
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(directory.map(path -> path.in(root)).orElse(root))) {
            for (Path child : stream) {
                children.add(TreePath.child(directory, Objects.requireNonNull(child.getFileName())));
            }
            return children;
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            TreePath unknown = TreePath.of("unknown");
            return List.of(directory.map(unknown::under).orElse(unknown));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
