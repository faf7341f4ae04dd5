package io.deploytodev.sync;

import io.deploytodev.host.CommandFailed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something of the workstation's tree that does not travel.
 *
 * @param path what was asked about, or what leads to it
 * @param rule which line decided that, and where it stands
 * @param next what brings it to the host
 */
public record StayedBehind(TreePath path, String rule, String next) {

    private static final String GLOB = "*?[\\";

    @Override
    public String toString() {
        return path + " stays on this machine: " + rule + ".";
    }

    /** Why something that lies on the workstation is not in the tree; empty when it is not there, or travels. */
    static Optional<StayedBehind> of(TreePath path, Path root, Exclusions exclusions, Optional<Repository> repository) {
        if (!Files.exists(path.in(root), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        boolean directory = Files.isDirectory(path.in(root), LinkOption.NOFOLLOW_LINKS);
        Exclusions.Verdict verdict = exclusions.verdict(path, directory);
        return switch (verdict.fate()) {
            case EXCLUDED -> Optional.of(excluded(path, directory, verdict, exclusions));
            case BROUGHT_BACK -> Optional.empty();
            case OPEN -> repository.flatMap(git -> ignored(path, directory, git));
        };
    }

    private static StayedBehind excluded(
            TreePath path, boolean directory, Exclusions.Verdict verdict, Exclusions exclusions) {
        if (verdict.line().isEmpty()) {
            return new StayedBehind(
                    path,
                    "what is named .env* or .git never travels",
                    "Bring it under another name; variables reach the host by env_file in deploy.yml.");
        }
        IgnoreLine line = verdict.line().get();
        TreePath top = Stream.concat(path.parents().stream(), Stream.of(path))
                .filter(up -> exclusions.excludes(up, directory || !up.equals(path)))
                .findFirst()
                .orElse(path);
        String back = line(top, directory || !top.equals(path));
        return new StayedBehind(
                path,
                "the line " + line + " excludes it",
                line.number() > 0
                        ? "Take out " + line.place() + ", or write " + back + " below it."
                        : "Write the line " + back + " into " + IgnoreLines.FILE + " in the source root.");
    }

    private static Optional<StayedBehind> ignored(TreePath path, boolean directory, Repository git) {
        try {
            return git.whyIgnored(path)
                    .map(rule -> new StayedBehind(
                            path,
                            "git ignores it (" + rule + ")",
                            "Write the line " + line(path, directory) + " into " + IgnoreLines.FILE
                                    + " in the source root."));
        } catch (CommandFailed e) {
            return Optional.empty(); // only an explanation is missing
        }
    }

    /** The line that means this path and nothing else. */
    private static String line(TreePath path, boolean directory) {
        String escaped = path.toString()
                .chars()
                .mapToObj(c -> (GLOB.indexOf(c) >= 0 ? "\\" : "") + (char) c)
                .collect(Collectors.joining());
        return "!/" + escaped + (directory ? "/" : "");
    }

    /** What a path of a Dockerfile may mean here: itself; or where it has wildcards, what leads to them and what they match. */
    static List<TreePath> meant(String path, Path root) throws IOException {
        TreePath whole = TreePath.of(path);
        String plain = Stream.of(whole.bytes().split("/", -1))
                .takeWhile(Glob::isLiteral)
                .collect(Collectors.joining("/"));
        if (plain.equals(whole.bytes())) {
            return List.of(whole);
        }
        List<TreePath> meant = new ArrayList<>();
        if (!plain.isEmpty()) {
            meant.add(new TreePath(plain));
        }
        Path directory = plain.isEmpty() ? root : new TreePath(plain).in(root);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
                Glob glob = Glob.of(whole.bytes());
                for (Path child : children) {
                    TreePath candidate = TreePath.between(root, child);
                    if (glob.matches(candidate.bytes())) {
                        meant.add(candidate);
                    }
                }
            }
        }
        return meant;
    }
}
