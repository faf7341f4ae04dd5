package io.deploytodev.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for zsh, made of the verbs and their options; pure. */
final class ZshCompletion {

    private static final String FRAME = """
            #compdef deploy-to-dev
            # zsh completion for deploy-to-dev; made by: deploy-to-dev completion zsh

            _deploy_to_dev_ask() {
              local -a names config
              [[ -z ${opt_args[--config]} ]] || config=(--config ${(Q)opt_args[--config]})
              # _arguments puts what is for compadd before the kind
              names=(${(f)"$($_deploy_to_dev_program candidates $@[-1] $config 2>/dev/null)"})
              compadd "$@[1,-2]" -a names
            }

            _deploy_to_dev_verbs() {
              local -a verbs=(
            %s
              )
              _describe -t verbs verb verbs
            }

            _deploy_to_dev() {
              local context state line _deploy_to_dev_program=${words[1]/#\\~/$HOME}
              typeset -A opt_args
              _arguments -C \\
            %s
                '1: :_deploy_to_dev_verbs' \\
                '*:: :->rest'
              [[ $state = rest ]] || return
              case $words[1] in
            %s
              esac
            }

            if [ "$funcstack[1]" = _deploy-to-dev ]; then _deploy_to_dev "$@"; else compdef _deploy_to_dev deploy-to-dev; fi
            """;

    private ZshCompletion() {}

    static String script(CommandSpec program) {
        return FRAME.formatted(
                Verbs.of(program).stream()
                        .map(verb -> "    '" + verb.name() + ":" + escaped(Verbs.inShort(verb)) + "'")
                        .collect(Collectors.joining("\n")),
                options(program).map(option -> "    " + option + " \\").collect(Collectors.joining("\n")),
                Verbs.of(program).stream().map(ZshCompletion::verb).collect(Collectors.joining("\n")));
    }

    private static String verb(CommandSpec verb) {
        String arguments = Stream.concat(
                        options(verb),
                        verb.positionalParameters().stream()
                                .filter(word -> !word.hidden())
                                .map(ZshCompletion::word))
                .collect(Collectors.joining(" \\\n        "));
        return "    " + verb.name() + ")\n      _arguments -s \\\n        " + arguments + "\n      ;;";
    }

    private static String word(PositionalParamSpec word) {
        String many = word.arity().max() > 1 ? "*" : "1";
        return "'" + many + ":" + label(word) + ":" + action(word) + "'";
    }

    private static Stream<String> options(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.hidden()).map(ZshCompletion::option);
    }

    private static String option(OptionSpec option) {
        String text = "["
                + escaped(OptionGroups.description(option)).replace("[", "\\[").replace("]", "\\]") + "]";
        String value = "";
        String name = option.longestName();
        if (option.arity().max() > 0) {
            boolean isOptional = option.arity().min() == 0;
            name += isOptional ? "=-" : "=";
            value = (isOptional ? "::" : ":") + label(option) + ":" + action(option);
        }
        String repeated = option.isMultiValue() ? "*" : "";
        return "'" + repeated + name + text + value + "'";
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel().replaceAll("[^A-Za-z ]", "").toLowerCase(Locale.ROOT);
    }

    private static String action(ArgSpec argument) {
        Optional<Completable> kind = Completable.of(argument);
        return kind.map(known -> switch (known) {
                    case FILES -> "_files";
                    case DIRECTORIES -> "_files -/";
                    case VERBS -> "_deploy_to_dev_verbs";
                    case SHELLS -> "(bash zsh)";
                    case ACTIONS -> "(" + ScheduleAction.words(" ") + ")";
                    default -> "_deploy_to_dev_ask " + known.word();
                })
                .orElse(" ");
    }

    private static String escaped(String text) {
        return text.replace("'", "'\\''").replace(":", "\\:");
    }
}
