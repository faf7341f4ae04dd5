package io.deploytodev.cli;

import io.deploytodev.config.NearestName;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words of this program, with the name that was probably meant; pure. */
final class UsageFailure {

    private UsageFailure() {}

    static DeployFailure of(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        DeployFailure failure = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(spec, unmatched.getUnmatched())
                : e instanceof MissingParameterException missing
                        ? missing(spec, missing.getMissing())
                        : failure(String.valueOf(e.getMessage()), "", Optional.empty(), spec);
        return failure.with(List.of(new DeployFailure.Problem("", 0, failure.what())));
    }

    private static DeployFailure unmatched(CommandSpec spec, List<String> unmatched) {
        boolean isProgram = spec.parent() == null;
        String word = unmatched.stream()
                .filter(each -> !isProgram || !each.startsWith("-"))
                .findFirst()
                .orElse(unmatched.get(0));
        if (word.startsWith("-")) {
            return isProgram ? beforeTheVerb(spec, word) : unknownOption(spec, word);
        }
        if (!isProgram) {
            return failure(
                    spec.name() + " does not know what to do with " + word + ".",
                    spec.positionalParameters().isEmpty()
                            ? "It takes options, and no words beside them."
                            : "It takes no more words than: " + words(spec) + ".",
                    Optional.empty(),
                    spec);
        }
        List<String> verbs = Verbs.names(spec);
        return failure(
                "There is no verb " + word + ".",
                "The verbs are: " + String.join(", ", verbs) + ".",
                NearestName.of(word, verbs),
                spec);
    }

    private static DeployFailure unknownOption(CommandSpec spec, String typed) {
        String name = typed.replaceFirst("=.*", "");
        List<String> own = names(spec.options());
        // Each verb has its own, and one may have seen it at another.
        String elsewhere = spec.parent().subcommands().values().stream()
                .map(verb -> verb.getCommandSpec())
                .filter(verb -> names(verb.options()).contains(name))
                .map(CommandSpec::name)
                .distinct()
                .collect(Collectors.joining(", "));
        Optional<String> near = NearestName.of(name, own);
        return failure(
                spec.name() + " has no option " + name + ".",
                elsewhere.isEmpty()
                        ? near.isPresent() ? "" : "It has: " + String.join(", ", own) + "."
                        : "These have it: " + elsewhere + ".",
                near,
                spec);
    }

    private static DeployFailure beforeTheVerb(CommandSpec program, String typed) {
        String name = typed.replaceFirst("=.*", "");
        boolean isOfAVerb = program.subcommands().values().stream()
                .anyMatch(verb -> names(verb.getCommandSpec().options()).contains(name));
        return isOfAVerb
                ? failure(
                        name + " stands before the verb.",
                        "An option belongs to its verb, and stands behind it.",
                        Optional.empty(),
                        program)
                : failure(
                        "deploy-to-dev has no option " + name + ".",
                        "Before a verb there are: " + String.join(", ", names(program.options())) + ".",
                        NearestName.of(name, names(program.options())),
                        program);
    }

    private static DeployFailure missing(CommandSpec spec, List<ArgSpec> missing) {
        ArgSpec argument = missing.get(0);
        boolean isOption = argument instanceof OptionSpec;
        String what = argument instanceof OptionSpec option
                ? option.longestName() + " needs a value: " + argument.paramLabel() + "."
                : spec.name() + " needs " + argument.paramLabel() + ".";
        return failure(
                what,
                (isOption ? "" : argument.paramLabel() + " is: ") + OptionGroups.description(argument),
                Optional.empty(),
                spec);
    }

    private static DeployFailure failure(String what, String why, Optional<String> near, CommandSpec spec) {
        String help = spec.parent() == null ? "deploy-to-dev --help" : "deploy-to-dev help " + spec.name();
        return new DeployFailure(
                FailureKind.USAGE,
                what,
                why,
                near.map(name -> "Did you mean " + name + "? ").orElse("") + "See: " + help);
    }

    private static String words(CommandSpec spec) {
        return spec.positionalParameters().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
    }

    private static List<String> names(Collection<OptionSpec> options) {
        return options.stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .sorted()
                .toList();
    }
}
