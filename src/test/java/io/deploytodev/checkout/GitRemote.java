package io.deploytodev.checkout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A remote on this disk, somebody who pushes to it, and the clone of a user; by git itself. */
final class GitRemote {

    final Path bare;
    final Path author;
    final Path clone;

    GitRemote(Path root) throws IOException {
        bare = root.resolve("remote.git");
        author = root.resolve("author");
        clone = root.resolve("clone");
        git(root, "init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
        git(root, "init", "--quiet", "--initial-branch=main", author.toString());
        git(author, "remote", "add", "origin", bare.toString());
        write("compose.yaml", "services: {}\n");
        push("first");
        git(root, "clone", "--quiet", "file://" + bare, clone.toString());
    }

    void write(String path, String content) throws IOException {
        write(author, path, content);
    }

    static void write(Path root, String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Commits all and pushes the branch; its hash. */
    String push(String message) throws IOException {
        git(author, "add", "--all");
        git(author, "commit", "--quiet", "--allow-empty", "--message", message);
        git(author, "push", "--quiet", "--force", "origin", "HEAD");
        return git(author, "rev-parse", "HEAD").strip();
    }

    static String git(Path directory, String... words) throws IOException {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        argv.addAll(List.of(words));
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
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", argv) + " ended with " + code + ": " + output);
        }
        return output;
    }
}
