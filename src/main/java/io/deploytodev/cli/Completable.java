package io.deploytodev.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a shell can complete beside verbs and options, known by what options and arguments are called. */
enum Completable {
    HOSTS("--host", "HOST"),
    SERVICES("--service", "SERVICE"),
    TYPES("--type", "TYPE"),
    PROFILES("--profile", "PROFILE"),
    VERBS("", "VERB"),
    SHELLS("", "SHELL"),
    ACTIONS("", "ACTION"),
    FILES("--config", "FILE"),
    DIRECTORIES("", "DIR");

    private final String option;
    private final String label;

    Completable(String option, String label) {
        this.option = option;
        this.label = label;
    }

    /** What can stand for an argument or the value of an option. */
    static Optional<Completable> of(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "";
        String label = argument.paramLabel().replaceFirst("^\\W*([A-Z]*).*$", "$1");
        return Arrays.stream(values())
                .filter(each -> (!name.isEmpty() && each.option.equals(name)) || each.label.equals(label))
                .findFirst();
    }

    /** As the scripts call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Completable> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
