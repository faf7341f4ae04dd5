package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sees that what lies in a checkout is what the project works with: no pointer of Git LFS, nothing that a filter should have made. */
final class LargeFiles {

    private static final int NAMED = 3;

    /** What git prints where an attribute names no filter, and the one that is seen to here. */
    private static final Set<String> NONE = Set.of("unspecified", "unset", "set", "lfs");

    private final Path tree;
    private final Origin origin;
    private final CheckoutCommands git;

    LargeFiles(Path tree, Origin origin, CheckoutCommands git) {
        this.tree = tree;
        this.origin = origin;
        this.git = git;
    }

    /**
     * Gets what Git LFS keeps elsewhere.
     *
     * @param network runs what needs the remote
     * @throws DeployFailure of kind SYNC when something is not what it should be
     */
    void complete(Consumer<Command<CommandResult>> network) throws IOException {
        LocalHost here = new LocalHost(tree);
        List<String> tracked = here.run(git.tracked());
        refuseUnknownFilters(here, tracked);
        List<String> pointers = LfsPointers.in(tree, tracked);
        if (pointers.isEmpty()) {
            return;
        }
        if (!here.run(git.hasLfs())) {
            throw failure(
                    pointers,
                    "Git LFS keeps " + named(pointers) + ", and git-lfs is not installed on this machine.",
                    "Install it here (Debian: apt install git-lfs), and deploy again.");
        }
        network.accept(git.pullLfs());
        if (Files.exists(tree.resolve(".gitmodules"))) {
            network.accept(git.pullLfsOfSubmodules());
        }
        List<String> left = LfsPointers.in(tree, pointers);
        if (!left.isEmpty()) {
            throw failure(
                    left,
                    "git lfs pull left " + named(left) + " as they were: no line of a .gitattributes asks for them, or"
                            + " lfs.fetchexclude leaves them out.",
                    "Try it in a new clone: git lfs ls-files, git lfs pull");
        }
    }

    private void refuseUnknownFilters(LocalHost here, List<String> tracked) {
        if (!Files.exists(tree.resolve(".gitattributes")) && tracked.stream().noneMatch(LargeFiles::isAttributes)) {
            return;
        }
        Map<String, String> filters = here.run(git.filters(tracked));
        Set<String> configured = origin.settings().stream()
                .filter(setting -> setting.section().equals("filter"))
                .filter(setting ->
                        setting.name().equals("smudge") || setting.name().equals("process"))
                .map(Setting::between)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> unknown = new TreeSet<>(filters.values());
        unknown.removeAll(NONE);
        unknown.removeAll(configured);
        if (!unknown.isEmpty()) {
            String filter = unknown.iterator().next();
            String path = filters.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(filter))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            throw new DeployFailure(
                    FailureKind.SYNC,
                    origin.ref() + " cannot be deployed as it is.",
                    "A .gitattributes asks for the filter " + filter + " (for " + text(path)
                            + "), and your git does not know it: the files would arrive as git keeps them, not as they are"
                            + " meant.",
                    "Set it up for all of your repositories (git config --global filter." + filter
                            + ".smudge ...), or deploy from your working tree.");
        }
    }

    private static boolean isAttributes(String path) {
        return path.endsWith("/.gitattributes");
    }

    private DeployFailure failure(List<String> pointers, String why, String next) {
        return new DeployFailure(
                FailureKind.SYNC,
                origin.ref() + " holds " + (pointers.size() == 1 ? "a file" : pointers.size() + " files")
                        + " of Git LFS, of which only a pointer is here.",
                why,
                next);
    }

    private static String named(List<String> paths) {
        String names = paths.stream().limit(NAMED).map(LargeFiles::text).collect(Collectors.joining(", "));
        return paths.size() > NAMED ? names + " and " + (paths.size() - NAMED) + " more" : names;
    }

    private static String text(String path) {
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", "?");
    }
}
