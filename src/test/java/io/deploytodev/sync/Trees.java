package io.deploytodev.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Trees of files in tests, their names as bytes; read back by find and cat, not by the code under test. */
final class Trees {

    private Trees() {}

    static TreePath path(String text) {
        return TreePath.of(text);
    }

    static void write(Path root, TreePath path, String content) throws IOException {
        Path file = path.in(root);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, content);
    }

    static void write(Path root, String path, String content) throws IOException {
        write(root, path(path), content);
    }

    static void link(Path root, String path, String target) throws IOException {
        Path file = path(path).in(root);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of(target));
    }

    static void mode(Path root, String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path(path).in(root), PosixFilePermissions.fromString(permissions));
    }

    static String read(Path root, String path) throws IOException {
        return Files.readString(path(path).in(root));
    }

    static boolean exists(Path root, String path) {
        return Files.exists(path(path).in(root), LinkOption.NOFOLLOW_LINKS);
    }

    static void remove(Path root, TreePath path) throws IOException {
        Path start = path.in(root);
        if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // Not by rm: a program of ours cannot be given a name that is not text.
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void remove(Path root, String path) throws IOException {
        remove(root, path(path));
    }

    /** What is excluded where no line says anything. */
    static Exclusions builtIn() {
        return new Exclusions(Path.of("/nowhere"), List.of());
    }

    /** Every file and link: mode and content, or target. What is excluded from a sync is left out. */
    static Map<TreePath, String> snapshot(Path root) throws IOException {
        String listing =
                run(root, "find", ".", "-mindepth", "1", "-not", "-type", "d", "-printf", "%y %m\\0%l\\0%P\\0");
        List<String> fields = new ArrayList<>(List.of(listing.split("\0", -1)));
        Map<TreePath, String> snapshot = new TreeMap<>();
        Exclusions builtIn = builtIn();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            TreePath path = new TreePath(fields.get(i + 2));
            if (!builtIn.excludes(path)) {
                boolean isLink = fields.get(i).startsWith("l");
                snapshot.put(
                        path,
                        isLink
                                ? "-> " + fields.get(i + 1)
                                : fields.get(i) + " "
                                        + new String(Files.readAllBytes(path.in(root)), StandardCharsets.ISO_8859_1));
            }
        }
        return snapshot;
    }

    /** Every directory that belongs to a tree: those in which there is nothing, and those that lead to what is not excluded. */
    static Set<TreePath> directories(Path root) throws IOException {
        Set<TreePath> directories = new TreeSet<>();
        snapshot(root).keySet().forEach(path -> directories.addAll(path.parents()));
        Exclusions builtIn = builtIn();
        for (TreePath path : paths(root, "-type", "d", "-empty")) {
            if (!builtIn.excludes(path, true)) {
                directories.add(path);
                directories.addAll(path.parents());
            }
        }
        return directories;
    }

    static List<TreePath> paths(Path root, String... tests) throws IOException {
        List<String> argv = new ArrayList<>(List.of("find", ".", "-mindepth", "1"));
        argv.addAll(List.of(tests));
        argv.addAll(List.of("-printf", "%P\\0"));
        return Arrays.stream(run(root, argv.toArray(String[]::new)).split("\0"))
                .filter(path -> !path.isEmpty())
                .map(TreePath::new)
                .toList();
    }

    /** Runs a program in a directory; its output one char for each byte. */
    static String run(Path directory, String... argv) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME", "A",
                        "GIT_AUTHOR_EMAIL", "a@example.invalid",
                        "GIT_COMMITTER_NAME", "A",
                        "GIT_COMMITTER_EMAIL", "a@example.invalid",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "LC_ALL", "C"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IOException(String.join(" ", argv) + " ended with " + exitCode + ": " + output);
        }
        return output;
    }

    static void git(Path directory, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        argv.addAll(List.of(arguments));
        run(directory, argv.toArray(String[]::new));
    }

    static void init(Path directory) throws IOException {
        git(directory, "init", "--quiet", "--initial-branch=main");
    }

    static void commitAll(Path directory) throws IOException {
        git(directory, "add", "--all");
        git(directory, "commit", "--quiet", "--allow-empty", "--message", "a commit");
    }
}
