package io.deploytodev.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How {@code --help} looks: for a terminal of 80 columns, the options in groups, at the end where to read on. */
final class HelpLayout {

    private static final String EXIT_CODES = "Exit codes: deploy-to-dev help exit-codes";

    private HelpLayout() {}

    /** Gives a program and all its verbs the same looks. */
    static void applyTo(CommandLine commandLine) {
        commandLine.getSubcommands().values().forEach(HelpLayout::applyTo);
        UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        usage.abbreviateSynopsis(true);
        commandLine.setHelpSectionMap(sections(commandLine.getHelpSectionMap()));
    }

    private static Map<String, IHelpSectionRenderer> sections(Map<String, IHelpSectionRenderer> usual) {
        usual.put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, HelpLayout::description);
        usual.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
        usual.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, help -> {
            String words = help.parameterList();
            return words.isEmpty() ? "" : "\nWords:\n" + words;
        });
        usual.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        usual.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::verbs);
        usual.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> help.footer() + pointer(help));
        return usual;
    }

    /** The lines of the source are not those of the screen. */
    private static String description(Help help) {
        String whole = String.join(" ", help.commandSpec().usageMessage().description());
        return whole.isEmpty()
                ? ""
                : "\n" + Wrapped.lines(whole, width(help)).stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String verbs(Help help) {
        CommandSpec program = help.commandSpec();
        List<String> names = Verbs.names(program);
        int indent = names.stream().mapToInt(String::length).max().orElse(0) + 4;
        StringBuilder text = new StringBuilder(names.isEmpty() ? "" : "\nVerbs:\n");
        for (CommandSpec verb : Verbs.of(program)) {
            String head =
                    "  " + verb.name() + " ".repeat(indent - 2 - verb.name().length());
            String words = Verbs.inShort(verb);
            for (String line : Wrapped.lines(words, width(help) - indent - 1)) {
                text.append(head).append(line).append('\n');
                head = " ".repeat(indent);
            }
        }
        return text.toString();
    }

    private static String options(Help help) {
        CommandSpec spec = help.commandSpec();
        return OptionGroups.of(spec).stream()
                .map(group -> {
                    Help.Layout layout = help.createDefaultLayout(spec.options(), List.of(), help.colorScheme());
                    layout.addOptions(group.options(), help.createDefaultParamLabelRenderer());
                    return "\n" + group.heading() + ":\n" + layout;
                })
                .collect(Collectors.joining());
    }

    private static String pointer(Help help) {
        return help.commandSpec().parent() == null ? "" : "\n" + EXIT_CODES + "\n";
    }

    private static int width(Help help) {
        return help.commandSpec().usageMessage().width();
    }
}
