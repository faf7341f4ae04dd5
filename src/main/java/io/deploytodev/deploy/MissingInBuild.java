package io.deploytodev.deploy;

import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.StayedBehind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a build did not find, in the words of BuildKit and Compose; often it lies on the workstation and did not travel. */
final class MissingInBuild {

    /** {@code COPY build/app.jar}: the first where its directory is there, the second where it is not. */
    private static final List<Pattern> IN_CONTEXT = List.of(
            Pattern.compile("\"(/[^\"]+)\": not found"),
            Pattern.compile(".*/buildkit-mount\\d+/(.+?): no such file or directory"));

    /** Wildcards are named in the step alone. */
    private static final Pattern STEP = Pattern.compile("^ *> \\[[^\\]]*\\] (?:COPY|ADD) (.+?):?$");

    /** The directory of the build or the Dockerfile itself, with their whole path on the host. */
    private static final List<Pattern> ON_HOST = List.of(
            Pattern.compile("path \"(/[^\"]+)\" not found"),
            Pattern.compile("lstat (/.+?): no such file or directory"),
            Pattern.compile("open (/.+?): no such file or directory"));

    private MissingInBuild() {}

    /**
     * Why the first of what is missing did not travel.
     *
     * @param said by the build, with its last words
     * @param tree where the source lies on the host
     * @param context where the build looks, on the host
     */
    static Optional<StayedBehind> explained(Collection<String> said, String tree, String context, SourceTree source) {
        return paths(said, tree, context).stream()
                .flatMap(path -> source.stayedBehind(path).stream())
                .findFirst();
    }

    /** Paths inside the tree. */
    static Set<String> paths(Collection<String> said, String tree, String context) {
        Set<String> paths = new LinkedHashSet<>();
        for (String line : said) {
            IN_CONTEXT.forEach(pattern -> found(pattern, line)
                    .forEach(name -> inTree(tree, context + "/" + name).ifPresent(paths::add)));
            found(STEP, line).flatMap(MissingInBuild::sources).forEach(name -> inTree(tree, context + "/" + name)
                    .ifPresent(paths::add));
            ON_HOST.forEach(pattern ->
                    found(pattern, line).forEach(name -> inTree(tree, name).ifPresent(paths::add)));
        }
        return paths;
    }

    private static Stream<String> found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
    }

    /** All words but the options and the last, which is where it goes. */
    private static Stream<String> sources(String words) {
        List<String> names = Stream.of(words.replaceAll("^\\[|\\]$", "").split("[ ,]+", -1))
                .filter(word -> !word.startsWith("--"))
                .toList();
        return names.subList(0, Math.max(0, names.size() - 1)).stream();
    }

    private static Optional<String> inTree(String tree, String path) {
        try {
            Path whole = Path.of(path).normalize();
            return whole.startsWith(tree) && !whole.equals(Path.of(tree))
                    ? Optional.of(Path.of(tree).relativize(whole).toString())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
