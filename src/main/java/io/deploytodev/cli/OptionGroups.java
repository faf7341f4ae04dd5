package io.deploytodev.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a verb as help and man page list them: its own first, then what all verbs have; pure. */
final class OptionGroups {

    private static final Set<String> WHERE = Set.of("--config", "--host", "--project");

    private static final Set<String> HELP = Set.of("--help", "--version");

    private static final Set<String> OUTPUT = Set.of("--plain", "--verbose", "--quiet", OutputOptions.JSON, "--debug");

    private OptionGroups() {}

    /** Some options under a heading; never none. */
    record Group(String heading, List<OptionSpec> options) {}

    static List<Group> of(CommandSpec spec) {
        List<OptionSpec> own = new ArrayList<>();
        List<OptionSpec> where = new ArrayList<>();
        List<OptionSpec> output = new ArrayList<>();
        List<OptionSpec> help = new ArrayList<>();
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> {
                    String name = option.longestName();
                    (WHERE.contains(name) ? where : HELP.contains(name) ? help : OUTPUT.contains(name) ? output : own)
                            .add(option);
                });
        return List.of(
                        new Group("Options", own),
                        new Group("Which project and server", where),
                        new Group("How it is told", output),
                        new Group("Help", help))
                .stream()
                .filter(group -> !group.options().isEmpty())
                .toList();
    }

    /** The description as one text, with what the program fills in. */
    static String description(ArgSpec argument) {
        String text = Ansi.OFF.string(String.join(" ", argument.description()));
        return text.replace("${DEFAULT-VALUE}", argument.defaultValueString(true));
    }
}
