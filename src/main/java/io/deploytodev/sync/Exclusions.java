package io.deploytodev.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What never travels and is never deleted on the host. Secrets and repositories always; what builds, tools and programs
 * leave behind, unless a line says otherwise: the list is that of the deploy scripts which users come from. Then come the
 * lines of the configuration and of each {@code .deployignore}, the nearest last, and the last that matches decides, as in
 * {@code .gitignore}.
 */
final class Exclusions {

    private static final List<String> DIRECTORIES = List.of("__pycache__", "build", "dist", "logs", "node_modules");

    private static final String LOG_SUFFIX = ".log";

    private static final IgnoreLines BUILT_IN = IgnoreLines.of(
            Stream.concat(DIRECTORIES.stream().map(name -> name + "/"), Stream.of("*" + LOG_SUFFIX))
                    .toList(),
            "built in");

    private static final String ENV_PREFIX = ".env";

    /** A command line has an end; what does not fit is listed by the host, and passed over here. */
    private static final int LONGEST_EXPRESSION = 40_000;

    /** What a name costs beside itself, quoted. */
    private static final int WORDS_PER_NAME = 40;

    private static final String GIT = ".git";

    private final Path root;
    private final IgnoreLines configured;
    private final Map<TreePath, Verdict> directories = new ConcurrentHashMap<>();
    private final Map<String, IgnoreLines> files = new ConcurrentHashMap<>();

    /** @param configured lines that come before those of every {@code .deployignore} */
    Exclusions(Path root, Collection<String> configured) {
        this.root = root;
        this.configured = IgnoreLines.of(List.copyOf(configured), "source.ignore in deploy.yml");
    }

    /** What the lines say of a path. */
    enum Fate {
        /** It is left alone on both sides. */
        EXCLUDED,
        /** It travels, even if git ignores it. */
        BROUGHT_BACK,
        /** No line is about it. */
        OPEN
    }

    /**
     * A path's fate.
     *
     * @param line that decided it; empty where none did, or where no line can change it
     */
    record Verdict(Fate fate, Optional<IgnoreLine> line) {

        private static final Verdict OPEN = new Verdict(Fate.OPEN, Optional.empty());

        private static final Verdict FORBIDDEN = new Verdict(Fate.EXCLUDED, Optional.empty());
    }

    boolean excludes(TreePath path) {
        return excludes(path, false);
    }

    /** Whether what lies at this path is left alone on both sides. */
    boolean excludes(TreePath path, boolean directory) {
        return verdict(path, directory).fate() == Fate.EXCLUDED;
    }

    boolean bringsBack(TreePath path, boolean directory) {
        return verdict(path, directory).fate() == Fate.BROUGHT_BACK;
    }

    Verdict verdict(TreePath path, boolean directory) {
        if (directory) {
            Verdict known = directories.get(path);
            if (known == null) {
                known = judge(path, true);
                directories.put(path, known);
            }
            return known;
        }
        return judge(path, false);
    }

    private Verdict judge(TreePath path, boolean directory) {
        Optional<TreePath> parent = path.parent();
        Verdict inherited = parent.map(up -> verdict(up, true)).orElse(Verdict.OPEN);
        if (inherited.fate() == Fate.EXCLUDED) {
            return inherited;
        }
        if (isForbidden(path.name())) {
            return Verdict.FORBIDDEN;
        }
        for (Optional<TreePath> base = parent; base.isPresent(); base = base.flatMap(TreePath::parent)) {
            IgnoreLines lines = of(base.get());
            Optional<IgnoreLine> line =
                    lines.isEmpty() ? Optional.empty() : lines.last(path.within(base.get()), directory);
            if (line.isPresent()) {
                return verdict(line.get());
            }
        }
        return Stream.of(rootFile(), configured, BUILT_IN)
                .flatMap(lines -> lines.last(path, directory).stream())
                .findFirst()
                .map(Exclusions::verdict)
                .orElse(inherited);
    }

    private static Verdict verdict(IgnoreLine line) {
        return new Verdict(line.negated() ? Fate.BROUGHT_BACK : Fate.EXCLUDED, Optional.of(line));
    }

    private IgnoreLines of(TreePath directory) {
        return files.computeIfAbsent(
                directory.bytes(), any -> IgnoreLines.in(directory.in(root), directory + "/" + IgnoreLines.FILE));
    }

    private IgnoreLines rootFile() {
        return files.computeIfAbsent("", any -> IgnoreLines.in(root, IgnoreLines.FILE));
    }

    /** Whether a line that was met so far brings something back. */
    boolean bringSomethingBack() {
        return negations().findAny().isPresent();
    }

    private Stream<IgnoreLine> negations() {
        return Stream.concat(Stream.of(rootFile(), configured), files.values().stream())
                .flatMap(lines -> lines.lines().stream())
                .filter(IgnoreLine::negated);
    }

    /** A submodule's or worktree's .git is a file. */
    private static boolean isForbidden(String name) {
        return name.startsWith(ENV_PREFIX) || name.equals(GIT);
    }

    /** Whether a line asks for what nothing may bring back; one that means it among other things simply does not. */
    static boolean wantsForbidden(IgnoreLine line) {
        return line.negated()
                && Stream.of(line.pattern().split("/", -1))
                        .anyMatch(part -> part.startsWith(ENV_PREFIX) || part.equals(GIT));
    }

    /**
     * The beginning of a {@code find} expression that passes over what is excluded without looking into it: what is
     * forbidden, and the plain names that no line can bring back. What it lets through must still be asked about.
     */
    List<String> findExpression() {
        List<IgnoreLine> negations = negations().toList();
        List<String> expression = new ArrayList<>(List.of("(", "-name", ENV_PREFIX + "*", "-o", "-name", GIT));
        if (negations.stream().noneMatch(line -> line.mayMeanSuffix(LOG_SUFFIX))) {
            expression.addAll(List.of("-o", "-name", "*" + LOG_SUFFIX));
        }
        int room = LONGEST_EXPRESSION;
        for (Map.Entry<String, String> plain : plainDirectories().entrySet()) {
            String name = plain.getKey();
            room -= name.length() + WORDS_PER_NAME;
            if (room > 0
                    && negations.stream().noneMatch(line -> line.mayMean(name.substring(name.lastIndexOf('/') + 1)))) {
                String test = plain.getValue();
                expression.addAll(List.of("-o", "-type", "d", test, test.equals("-path") ? "./" + name : name));
            }
        }
        expression.addAll(List.of(")", "-prune", "-o"));
        return List.copyOf(expression);
    }

    /** Directories that are excluded by nothing but their name or path, and how find is asked for them. */
    private Map<String, String> plainDirectories() {
        Map<String, String> plain = new LinkedHashMap<>();
        Stream.of(BUILT_IN, configured, rootFile())
                .flatMap(lines -> lines.lines().stream())
                .filter(line -> !line.negated()
                        && Glob.isLiteral(line.pattern())
                        && !line.pattern().isEmpty())
                .forEach(line ->
                        plain.merge(line.pattern(), line.anchored() ? "-path" : "-name", (one, other) -> "-name"));
        return plain;
    }
}
