package io.deploytodev.config;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects everything that is wrong with a file, so that it is all said at once. */
final class ConfigProblems {

    private static final Pattern USER_INFO = Pattern.compile("://([^/@\\s:]*):[^/@\\s]+@");
    private static final int LONGEST = 500;

    private final Path file;
    private final Overrides overrides;
    private final Set<Problem> problems = new LinkedHashSet<>();

    ConfigProblems(Path file) {
        this(file, new Overrides(Map.of()));
    }

    /** @param overrides which keys do not stand in the file as they are read */
    ConfigProblems(Path file, Overrides overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    /**
     * Notes what is wrong with a key, with the variable that set it, if one did.
     *
     * @param path the key's, with dots
     * @param line counted from 1
     */
    void add(int line, String path, String message) {
        overrides
                .origin(path)
                .ifPresentOrElse(
                        variable -> addVariable(variable, variable + ": " + path + message),
                        () -> add(line, path + message));
    }

    /** @param line counted from 1; 0 for the file as a whole */
    void add(int line, String message) {
        problems.add(new Problem(line, message, ""));
    }

    /** Notes what is wrong with a variable that would set a key. */
    void addVariable(String variable, String message) {
        problems.add(new Problem(0, message, variable));
    }

    /** Whether the environment set a key, or one above it. */
    boolean isOverridden(String path) {
        return overrides.origin(path).isPresent();
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Puts the names of variables in the place of what they hold. */
    void hide(Map<String, String> names) {
        List<Problem> said = List.copyOf(problems);
        problems.clear();
        for (Problem problem : said) {
            String message = USER_INFO.matcher(problem.message()).replaceAll("://$1:...@");
            for (Map.Entry<String, String> each : names.entrySet()) {
                message = each.getKey().isBlank()
                        ? message
                        : message.replace(each.getKey(), "${" + each.getValue() + "}");
            }
            problems.add(new Problem(problem.line(), message, problem.variable()));
        }
    }

    DeployFailure toFailure() {
        String why = problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(problem -> problem.line() == 0 ? problem.said() : "line " + problem.line() + ": " + problem.said())
                .collect(Collectors.joining("\n"));
        List<DeployFailure.Problem> single = problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(problem -> new DeployFailure.Problem(
                        problem.variable().isEmpty() ? file.toString() : "", problem.line(), problem.said()))
                .toList();
        List<String> variables = problems.stream()
                .map(Problem::variable)
                .filter(variable -> !variable.isEmpty())
                .distinct()
                .sorted()
                .toList();
        boolean isFileFine =
                problems.stream().noneMatch(problem -> problem.variable().isEmpty());
        List<String> faulty = Stream.concat(
                        isFileFine ? Stream.empty() : Stream.of(file.toString()), variables.stream())
                .toList();
        String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
        return new DeployFailure(
                        FailureKind.CONFIG,
                        String.join(", ", faulty) + (faulty.size() == 1 ? " has " : " have ") + count + ".",
                        why,
                        (isFileFine ? "" : "Correct the file. ")
                                + (variables.isEmpty()
                                        ? ""
                                        : "Unset or correct "
                                                + (isFileFine && variables.size() == 1
                                                        ? "it. "
                                                        : "what the environment sets. "))
                                + "deploy-to-dev config --example shows every key with its meaning.")
                .with(single);
    }

    private record Problem(int line, String message, String variable) {

        /** Somebody who puts a whole file into a key knows by its beginning which one. */
        String said() {
            return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
        }
    }
}
