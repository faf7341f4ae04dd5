package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What git says of a directory, and of the repositories inside it, each of which answers for itself. */
final class Repository {

    private final Path directory;

    private Repository(Path directory) {
        this.directory = directory;
    }

    /** The repository that the directory lies in; empty where there is none, or no git to read it. */
    static Optional<Repository> around(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        for (Path up = absolute; up != null; up = up.getParent()) {
            if (isRepository(up)) {
                return Optional.of(new Repository(directory));
            }
        }
        return Optional.empty();
    }

    /** The repository that the directory itself is. */
    static Optional<Repository> inside(Path directory) {
        return isRepository(directory) ? Optional.of(new Repository(directory)) : Optional.empty();
    }

    /** A submodule's or worktree's {@code .git} is a file. */
    private static boolean isRepository(Path directory) {
        return Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Tracked files, and untracked ones that are not ignored, with those of repositories inside. Some may not be there
     * any more. Empty where git does not answer for this directory.
     *
     * @throws CommandFailed when git does not want to
     */
    Optional<List<TreePath>> files() {
        CommandResult result;
        try {
            result = git(GitCommands.files());
        } catch (CommandFailed e) {
            if (e.exitCode() == CommandFailed.NOT_STARTED) {
                return Optional.empty();
            }
            throw e;
        }
        if (result.exitCode() == GitCommands.FATAL) {
            // Git looks no further than the file system that the directory lies on.
            if (result.stderr().contains("up to mount point")) {
                return Optional.empty();
            }
            throw new CommandFailed(GitCommands.files(), result);
        }
        Map<TreePath, Boolean> listed = GitCommands.listed(result);
        if (listed.isEmpty() && git(GitCommands.ignoresHere())) {
            return Optional.empty();
        }
        List<TreePath> files = new ArrayList<>();
        listed.forEach((path, repository) -> {
            Path file = path.in(directory);
            if (!repository || !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            } else if (isRepository(file)) {
                new Repository(file).files().orElse(List.of()).forEach(inner -> files.add(inner.under(path)));
            }
        });
        return Optional.of(files);
    }

    /**
     * Those of {@code paths} that are ignored, whether they exist here or not.
     *
     * @throws CommandFailed when git does not answer: the caller must not take that for "none"
     */
    Set<TreePath> ignored(Collection<TreePath> paths) {
        Set<TreePath> ignored = new HashSet<>();
        if (git(GitCommands.ignoresHere())) {
            return ignored; // then git is not asked about this directory at all
        }
        Map<TreePath, Boolean> boundaries = new HashMap<>();
        Map<TreePath, List<TreePath>> byRepository = new LinkedHashMap<>();
        Map<TreePath, List<TreePath>> byQuestion = new LinkedHashMap<>();
        for (TreePath path : paths) {
            Optional<TreePath> boundary = path.parents().stream()
                    .filter(parent -> boundaries.computeIfAbsent(parent, this::isBoundary))
                    .findFirst();
            TreePath question = boundary.orElse(path);
            byQuestion.computeIfAbsent(question, q -> new ArrayList<>()).add(path);
            if (boundary.isPresent() && isRepository(question.in(directory))) {
                byRepository.computeIfAbsent(question, r -> new ArrayList<>()).add(path.within(question));
            }
        }
        if (!byQuestion.isEmpty()) {
            git(GitCommands.ignored(byQuestion.keySet()))
                    .forEach(question -> ignored.addAll(byQuestion.getOrDefault(question, List.of())));
        }
        byRepository.forEach((inner, inside) ->
                new Repository(inner.in(directory)).ignored(inside).forEach(path -> ignored.add(path.under(inner))));
        return ignored;
    }

    /** The line that makes git ignore a path; empty when it does not. */
    Optional<String> whyIgnored(TreePath path) {
        Optional<TreePath> boundary =
                path.parents().stream().filter(this::isBoundary).findFirst();
        if (boundary.isPresent() && isRepository(boundary.get().in(directory))) {
            return new Repository(boundary.get().in(directory)).whyIgnored(path.within(boundary.get()));
        }
        return git(GitCommands.whyIgnored(boundary.orElse(path)));
    }

    /** What {@link #ignored} says, for a directory that lies in no repository but may have some inside. */
    static Set<TreePath> ignoredInside(Path directory, Collection<TreePath> paths) {
        Map<TreePath, List<TreePath>> byRepository = new LinkedHashMap<>();
        for (TreePath path : paths) {
            path.parents().stream()
                    .filter(parent -> isRepository(parent.in(directory)))
                    .findFirst()
                    .ifPresent(inner -> byRepository
                            .computeIfAbsent(inner, r -> new ArrayList<>())
                            .add(path.within(inner)));
        }
        Set<TreePath> ignored = new HashSet<>();
        byRepository.forEach((inner, inside) ->
                new Repository(inner.in(directory)).ignored(inside).forEach(path -> ignored.add(path.under(inner))));
        return ignored;
    }

    /** Another repository, or a link: git refuses to look behind either, so it is asked about that itself. */
    private boolean isBoundary(TreePath path) {
        Path there = path.in(directory);
        return Files.isSymbolicLink(there) || isRepository(there);
    }

    /** Java can start no process in a directory whose name is not text, but in a link to it. */
    <R> R git(Command<R> command) {
        if (isText(directory)) {
            return new LocalHost(directory).run(command);
        }
        try {
            Path scratch = Files.createTempDirectory("deploy-to-dev-");
            Path link = scratch.resolve("repository");
            try {
                Files.createSymbolicLink(link, directory.toAbsolutePath());
                return new LocalHost(link).run(command);
            } finally {
                Files.deleteIfExists(link);
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
