package io.deploytodev.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What never travels and is never deleted on the host: secrets, repositories, dependencies and what builds leave
 * behind. The list is that of the deploy scripts which users come from.
 */
public final class Exclusions {

    private static final Set<String> DIRECTORIES =
            Set.of(".git", "node_modules", "__pycache__", "dist", "build", "logs");

    private static final String ENV_PREFIX = ".env";

    private static final String LOG_SUFFIX = ".log";

    private Exclusions() {}

    /** Whether a file or link at this path is left alone on both sides. */
    public static boolean excludes(TreePath path) {
        // A submodule's or worktree's .git is a file.
        return isExcludedName(path.name())
                || path.name().equals(".git")
                || path.parents().stream()
                        .anyMatch(parent -> DIRECTORIES.contains(parent.name())
                                || parent.name().startsWith(ENV_PREFIX));
    }

    private static boolean isExcludedName(String name) {
        return name.startsWith(ENV_PREFIX) || name.endsWith(LOG_SUFFIX);
    }

    /** The same as the beginning of a {@code find} expression, which prunes what is excluded. */
    static List<String> findExpression() {
        List<String> expression = new ArrayList<>(List.of("(", "-type", "d", "("));
        DIRECTORIES.stream().sorted().forEach(name -> expression.addAll(List.of("-name", name, "-o")));
        expression.addAll(List.of(
                "-name",
                ENV_PREFIX + "*",
                ")",
                "-o",
                "-not",
                "-type",
                "d",
                "(",
                "-name",
                ENV_PREFIX + "*",
                "-o",
                "-name",
                "*" + LOG_SUFFIX,
                "-o",
                "-name",
                ".git",
                ")",
                ")",
                "-prune",
                "-o"));
        return List.copyOf(expression);
    }
}
