package io.deploytodev.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man pages, made of what {@code --help} is made of; pure. */
final class ManPages {

    private static final String SECTION = ".1";

    private ManPages() {}

    /** File name to content: one page for the program, one for each verb. */
    static Map<String, String> of(CommandSpec program) {
        Map<String, String> pages = new TreeMap<>();
        Stream.concat(Stream.of(program), Verbs.of(program).stream())
                .forEach(spec -> pages.put(name(spec) + SECTION, page(spec)));
        return pages;
    }

    /** One page. */
    static String page(CommandSpec spec) {
        String description = text(spec.usageMessage().description());
        Roff page = new Roff().title(name(spec).toUpperCase(java.util.Locale.ROOT), new Version().getVersion()[0]);
        page.section("NAME").text(name(spec) + " - " + Verbs.inShort(spec));
        page.section("SYNOPSIS").text(synopsis(spec));
        page.section("DESCRIPTION").text(description);
        arguments(page, spec);
        if (spec.parent() == null) {
            page.section("VERBS");
            Verbs.of(spec)
                    .forEach(verb -> page.term(
                            verb.name(), text(verb.usageMessage().description()) + " See " + name(verb) + "(1)."));
            whole(page);
        }
        examples(page, spec);
        page.section("EXIT STATUS");
        ExitCodes.all().forEach((code, words) -> page.term(Integer.toString(code), words));
        page.section("SEE ALSO")
                .text(Stream.concat(
                                spec.parent() == null ? Stream.empty() : Stream.of(spec.parent()),
                                Verbs.of(spec.parent() == null ? spec : spec.parent()).stream())
                        .filter(other -> other != spec)
                        .map(other -> name(other) + "(1)")
                        .collect(Collectors.joining(", ")));
        return page.toString();
    }

    private static void arguments(Roff page, CommandSpec spec) {
        List<PositionalParamSpec> words = spec.positionalParameters().stream()
                .filter(word -> !word.hidden())
                .toList();
        if (!words.isEmpty()) {
            page.section("ARGUMENTS");
            words.forEach(word -> page.term(word.paramLabel(), OptionGroups.description(word)));
        }
        page.section("OPTIONS");
        List<OptionGroups.Group> groups = OptionGroups.of(spec);
        for (OptionGroups.Group group : groups) {
            if (groups.size() > 1) {
                page.part(group.heading());
            }
            group.options().forEach(option -> page.term(names(option), OptionGroups.description(option)));
        }
    }

    private static void examples(Roff page, CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of(spec.usageMessage().footer()));
        int heading = lines.indexOf("Examples:");
        if (heading >= 0) {
            page.section("EXAMPLES")
                    .asItStands(lines.subList(heading + 1, lines.size()).stream()
                            .map(line -> Ansi.OFF.string(line).strip())
                            .toList());
        }
    }

    private static void whole(Roff page) {
        page.section("FILES")
                .term(
                        "config/deploy.yml",
                        "The configuration; deploy-to-dev config --example prints one with every key.")
                .term(".deployignore", "What stays behind when the tree is synced, in the syntax of .gitignore.")
                .term("~/.ssh/config", "How the server is reached, as ssh reads it.");
        page.section("ENVIRONMENT")
                .term("DEPLOY_TO_DEV_CONFIG", "The configuration, as --config names it.")
                .term("DEPLOY_TO_DEV_HOST", "The dev host, as --host names it.")
                .term(
                        "DEPLOY_TO_DEV__KEY__KEY",
                        "Any key of the configuration: DEPLOY_TO_DEV__HOSTS__DEV__PORT is hosts.dev.port.")
                .term("NO_COLOR, CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR", "Whether the output has colors.");
    }

    /** {@code -h, --help} or {@code --host=NAME}. */
    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        if (option.arity().max() == 0) {
            return names;
        }
        return option.arity().min() == 0 ? names + "[=" + option.paramLabel() + "]" : names + "=" + option.paramLabel();
    }

    private static String synopsis(CommandSpec spec) {
        if (spec.parent() == null) {
            return spec.name() + " VERB [OPTIONS]";
        }
        if (spec.usageMessage().customSynopsis().length > 0) {
            return text(spec.usageMessage().customSynopsis());
        }
        String words = spec.positionalParameters().stream()
                .filter(word -> !word.hidden())
                .map(word -> (word.arity().min() == 0 ? "[" + word.paramLabel() + "]" : word.paramLabel())
                        + (word.arity().max() > 2 ? "..." : ""))
                .collect(Collectors.joining(" "));
        return (spec.qualifiedName() + " [OPTIONS] " + words).stripTrailing();
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String text(String... lines) {
        return Ansi.OFF.string(String.join(" ", lines));
    }
}
