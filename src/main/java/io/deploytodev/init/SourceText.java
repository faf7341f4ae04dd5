package io.deploytodev.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A stranger's source, read as lines of text: not too much of it, and nothing that others wrote. */
final class SourceText {

    /** Longer files are made by programs. */
    private static final long LONGEST = 400_000;

    private static final int MOST_FILES = 5000;
    private static final int DEEPEST = 14;

    private static final Set<String> NOT_OURS = Set.of(
            "node_modules",
            "vendor",
            "dist",
            "build",
            "target",
            "out",
            "venv",
            "site-packages",
            "__pycache__",
            "test",
            "tests",
            "__tests__",
            "spec",
            "e2e",
            "docs",
            "migrations",
            "coverage",
            "bin",
            "obj");

    private static final Pattern SOURCE = Pattern.compile(
            ".*\\.(py|js|mjs|cjs|ts|mts|java|kt|go|rb|php|cs|rs|ex|exs|scala|conf|template)|package\\.json|pom\\.xml"
                    + "|build\\.gradle(\\.kts)?|Caddyfile");

    private static final Pattern TEST = Pattern.compile(
            "test_.*|.*_test\\.(go|py|rb|exs)|.*\\.(test|spec)\\.[a-z]+|.*_spec\\.rb|conftest\\.py|.*Tests?\\.(java|kt|cs)|.*\\.min\\.js");

    private SourceText() {}

    /** The files below a directory that people wrote, in a steady order: those near the top first. */
    static List<Path> below(Path directory) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(directory, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                    String name = at.equals(directory) ? "" : at.getFileName().toString();
                    return NOT_OURS.contains(name) || name.startsWith(".")
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    if (attributes.isRegularFile()
                            && attributes.size() <= LONGEST
                            && SOURCE.matcher(name).matches()
                            && !TEST.matcher(name).matches()) {
                        files.add(file);
                    }
                    return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return List.of();
        }
        files.sort(java.util.Comparator.<Path>comparingInt(Path::getNameCount).thenComparing(Path::toString));
        return files;
    }

    /** None where it cannot be read. */
    static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As it is shown: relative to the project. */
    static String shown(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
