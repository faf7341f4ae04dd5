package io.deploytodev.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for bash, made of the verbs and their options; pure. Needs nothing of bash-completion. */
final class BashCompletion {

    private static final String FRAME = """
            # bash completion for deploy-to-dev; made by: deploy-to-dev completion bash

            _deploy_to_dev_ask() {
              local config=() i
              for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
                [ "${COMP_WORDS[i]}" = --config ] || continue
                [ "${COMP_WORDS[i + 1]}" = = ] && i=$((i + 1))
                config=(--config "${COMP_WORDS[i + 1]}")
              done
              "${COMP_WORDS[0]/#\\~/$HOME}" candidates "$1" "${config[@]}" 2>/dev/null
            }

            _deploy_to_dev() {
              local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb= kind= words= i
              COMPREPLY=()
              # bash makes a word of its own of the = in --host=dev
              if [ "$current" = = ]; then current=; else
                [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD - 2]}
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in -*) ;; *) verb=${COMP_WORDS[i]}; break ;; esac
              done
              if [ -z "$verb" ]; then
                words='%s'
              else
                case "$verb $before" in
            %s
                  *)
                    case $verb in
            %s
                    esac
                    ;;
                esac
              fi
              case $kind in
                '') ;;
                files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
                directories) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
                none) return ;;
                verbs) words='%s' ;;
                shells) words='bash zsh' ;;
                actions) words='%s' ;;
                *) words=$(_deploy_to_dev_ask "$kind") ;;
              esac
              mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            }

            complete -F _deploy_to_dev deploy-to-dev
            """;

    private BashCompletion() {}

    static String script(CommandSpec program) {
        List<CommandSpec> verbs = Verbs.of(program);
        String names = String.join(" ", Verbs.names(program));
        return FRAME.formatted(
                names + " " + options(program),
                values(verbs).stripTrailing(),
                verbs.stream().map(BashCompletion::words).collect(Collectors.joining("\n")),
                names,
                ScheduleAction.words(" "));
    }

    /** A line for each kind of value: after which options of which verbs it stands. */
    private static String values(List<CommandSpec> verbs) {
        Map<String, List<String>> places = new TreeMap<>();
        for (CommandSpec verb : verbs) {
            for (OptionSpec option : verb.options()) {
                if (option.arity().max() > 0 && !option.hidden()) {
                    for (String name : option.names()) {
                        // What may be left out does not keep the verb's own words away.
                        if (option.arity().min() > 0) {
                            places.computeIfAbsent(kind(option), kind -> new ArrayList<>())
                                    .add("'" + verb.name() + " " + name + "'");
                        }
                    }
                }
            }
        }
        return places.entrySet().stream()
                .map(place -> "      " + String.join(" | ", place.getValue()) + ") kind=" + place.getKey() + " ;;\n")
                .collect(Collectors.joining());
    }

    /** What else may stand there: options once a dash is typed, else the words of the verb. */
    private static String words(CommandSpec verb) {
        Optional<Completable> word = verb.positionalParameters().stream()
                .filter(each -> !each.hidden())
                .flatMap(each -> Completable.of(each).stream())
                .findFirst();
        return "          %s)\n            %s\n            ;;"
                .formatted(
                        verb.name(),
                        word.map(kind -> "case $current in -*) words='" + options(verb) + "' ;; *) kind=" + kind.word()
                                        + " ;; esac")
                                .orElse("words='" + options(verb) + "'"));
    }

    private static String options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String kind(ArgSpec argument) {
        return Completable.of(argument).map(Completable::word).orElse("none");
    }
}
