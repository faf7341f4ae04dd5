package io.deploytodev.cli;

import io.deploytodev.docker.ExecRequest;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which container of a service something is run, and as whom; words as Compose has them. */
final class ContainerOptions {

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "Which of the service's containers, if it has several (default: the first that runs).")
    private @Nullable Integer index;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "As this user of the container.")
    private @Nullable String user;

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "In this directory of the container.")
    private @Nullable String directory;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "With this variable; without a value, with that of this machine's environment.")
    private List<String> environment = new ArrayList<>();

    OptionalInt index() {
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** @throws DeployFailure of kind USAGE when a variable has no value */
    ExecRequest request(List<String> argv, Map<String, String> mine) {
        return new ExecRequest(
                argv,
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.ofNullable(directory),
                environment.stream().map(word -> variable(word, mine)).toList());
    }

    private static String variable(String word, Map<String, String> mine) {
        if (word.contains("=")) {
            return word;
        }
        String value = mine.get(word);
        if (value == null) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "The variable " + word + " has no value.",
                    "It is not set in the environment here.",
                    "Set it, or give its value: -e " + word + "=VALUE");
        }
        return word + "=" + value;
    }
}
