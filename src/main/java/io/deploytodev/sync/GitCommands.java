package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What git is asked about the tree; it is the only one that knows what it ignores. */
final class GitCommands {

    /** Git's exit code for "fatal", which includes that there is no repository. */
    static final int FATAL = 128;

    private static final String UNTRACKED = "? ";

    /** How many characters stand before the mode of a tracked file. */
    private static final int TAG = 2;

    private static final String REPOSITORY = "160000 ";

    /** A large repository on a cold disk takes its time. */
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private GitCommands() {}

    /** Tracked files, with their modes, and untracked ones that are not ignored, relative to the working directory. */
    static Command<CommandResult> files() {
        return Command.of(List.of("git", "ls-files", "-z", "-t", "--stage", "--others", "--exclude-standard"))
                .within(DEADLINE)
                .accepting(0, FATAL);
    }

    /** Those of {@code paths} that git ignores; whether they exist does not matter. */
    static Command<List<TreePath>> ignored(Collection<TreePath> paths) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (TreePath path : paths) {
            input.writeBytes(path.toBytes());
            input.write(0);
        }
        // Exit code 1 says that none is ignored.
        return Command.of(List.of("git", "check-ignore", "-z", "--stdin", "--no-index"))
                .within(DEADLINE)
                .accepting(0, 1)
                .fedWith(out -> input.writeTo(out))
                .parsedBy(GitCommands::paths);
    }

    /** The line of git's that ignores a path, and where it stands; empty when none does. */
    static Command<Optional<String>> whyIgnored(TreePath path) {
        return Command.of(List.of("git", "check-ignore", "-z", "-v", "--stdin"))
                .accepting(0, 1)
                .fedWith(out -> {
                    out.write(path.toBytes());
                    out.write(0);
                })
                .parsedBy(result -> rule(result.stdout()));
    }

    /** Reads {@code file NUL line NUL pattern NUL path NUL}; a pattern that takes back another is told too. */
    private static Optional<String> rule(byte[] answer) {
        NulFields fields = new NulFields(answer, 0);
        if (!fields.hasNext()) {
            return Optional.empty();
        }
        String file = fields.next();
        String line = fields.next();
        String pattern = fields.next();
        return pattern.startsWith("!") ? Optional.empty() : Optional.of(pattern + ", line " + line + " of " + file);
    }

    /** Whether a repository further up ignores the working directory as a whole. */
    static Command<Boolean> ignoresHere() {
        return Command.of(List.of("git", "check-ignore", "--quiet", "."))
                .accepting(0, 1, FATAL)
                .parsedBy(result -> result.exitCode() == 0);
    }

    /** The commit that is checked out, shortened; empty when there is none yet. */
    static Command<String> head() {
        return Command.of(List.of("git", "rev-parse", "--short", "HEAD"))
                .accepting(0, FATAL)
                .parsedBy(result -> result.exitCode() == 0 ? result.text().trim() : "");
    }

    /** The branch that is checked out; empty when none is. */
    static Command<String> branch() {
        return Command.of(List.of("git", "symbolic-ref", "--short", "--quiet", "HEAD"))
                .accepting(0, 1, FATAL)
                .parsedBy(result -> result.text().trim());
    }

    /** Whether something in the working directory differs from the commit. */
    static Command<Boolean> dirty() {
        return Command.of(List.of("git", "--no-optional-locks", "status", "--porcelain", "-z", "--", "."))
                .within(DEADLINE)
                .accepting(0, FATAL)
                .parsedBy(result -> !result.text().isEmpty());
    }

    /**
     * Reads what {@link #files} tells: {@code H mode object stage TAB path}, or {@code ? path} of one that is not tracked.
     *
     * @return each path once, for one in the middle of a merge is listed several times; and whether it is that of another
     *     repository, which is tracked with a mode of its own, and else has a slash at its end
     */
    static Map<TreePath, Boolean> listed(CommandResult result) {
        NulFields fields = new NulFields(result.stdout(), 0);
        Map<TreePath, Boolean> listed = new LinkedHashMap<>();
        while (fields.hasNext()) {
            String field = fields.next();
            boolean tracked = !field.startsWith(UNTRACKED);
            String path = field.substring(tracked ? field.indexOf('\t') + 1 : UNTRACKED.length());
            boolean slash = path.endsWith("/");
            boolean repository = slash || (tracked && field.startsWith(REPOSITORY, TAG));
            listed.merge(
                    new TreePath(slash ? path.substring(0, path.length() - 1) : path), repository, Boolean::logicalOr);
        }
        return listed;
    }

    static List<TreePath> paths(CommandResult result) {
        NulFields fields = new NulFields(result.stdout(), 0);
        List<TreePath> paths = new ArrayList<>();
        while (fields.hasNext()) {
            paths.add(new TreePath(fields.next()));
        }
        return paths;
    }
}
