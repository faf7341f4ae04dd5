package io.deploytodev.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which paths belong to the tree: what git tracks or would track; every file where there is no git; and what a line brings
 * back. Not what is excluded.
 */
final class SourceFiles {

    private final Path root;
    private final Optional<Repository> repository;
    private final Exclusions exclusions;
    private final Set<TreePath> found = new LinkedHashSet<>();

    private SourceFiles(Path root, Optional<Repository> repository, Exclusions exclusions) {
        this.root = root;
        this.repository = repository;
        this.exclusions = exclusions;
    }

    /** What git lists may not be there any more. */
    static Set<TreePath> of(Path root, Optional<Repository> repository, Exclusions exclusions) {
        SourceFiles files = new SourceFiles(root, repository, exclusions);
        files.find();
        return files.found;
    }

    private void find() {
        Optional<List<TreePath>> listed = repository.flatMap(Repository::files);
        if (listed.isPresent()) {
            addListed(listed.get(), root);
        } else {
            walk(root, false);
        }
    }

    private void addListed(Collection<TreePath> listed, Path directory) {
        listed.stream().filter(path -> !exclusions.excludes(path)).forEach(found::add);
        if (exclusions.bringSomethingBack()) {
            walk(directory, true);
        }
    }

    /** @param onlyBroughtBack whether git has listed the rest */
    private void walk(Path start, boolean onlyBroughtBack) {
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (directory.equals(start)) {
                        return FileVisitResult.CONTINUE;
                    }
                    TreePath path = TreePath.between(root, directory);
                    if (exclusions.excludes(path, true)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return !onlyBroughtBack && isListedByGit(directory, path)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    TreePath path = TreePath.between(root, file);
                    if (onlyBroughtBack ? exclusions.bringsBack(path, false) : !exclusions.excludes(path)) {
                        found.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(start)) {
                        throw e;
                    }
                    TreePath path = TreePath.between(root, file);
                    // Gone since it was listed; or closed to this user, and nothing in it was asked for.
                    if (e instanceof NoSuchFileException
                            || exclusions.excludes(path, true)
                            || (onlyBroughtBack && !exclusions.bringsBack(path, true))) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A repository inside answers for itself, also where there is none around. */
    private boolean isListedByGit(Path directory, TreePath path) {
        Optional<List<TreePath>> listed = Repository.inside(directory).flatMap(Repository::files);
        listed.ifPresent(files ->
                addListed(files.stream().map(inner -> inner.under(path)).toList(), directory));
        return listed.isPresent();
    }
}
