package io.deploytodev.cli;

import java.io.Console;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
@FunctionalInterface
interface Questions {

    /** What was typed, without the space around it; empty when it was nothing. */
    String ask(String question);

    /** Empty where nobody could answer: in CI, in a nightly run, behind a pipe. */
    static Optional<Questions> whereThereIsATerminal() {
        return Optional.ofNullable(System.console()).map(Questions::at);
    }

    private static Questions at(Console console) {
        return question -> {
            String typed = console.readLine("%s ", question);
            return typed == null ? "" : typed.strip();
        };
    }
}
