package io.deploytodev.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** What can be said of all verbs; pure. */
final class Verbs {

    private Verbs() {}

    /** Without those that are none of a user's business, in the order of the help. */
    static List<CommandSpec> of(CommandSpec program) {
        return program.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(verb -> !verb.usageMessage().hidden())
                .distinct()
                .toList();
    }

    static List<String> names(CommandSpec program) {
        return of(program).stream().map(CommandSpec::name).toList();
    }

    /** The first sentence of what a verb or the program says of itself, without its full stop. */
    static String inShort(CommandSpec spec) {
        String text = Ansi.OFF.string(String.join(" ", spec.usageMessage().description()));
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }
}
