package io.deploytodev.cli;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the user say the project's name before its data is harmed.
 *
 * @param harm what would be done: {@code deletes}
 * @param done the same, once it is done: {@code deleted}
 * @param option by which a script says the name
 */
record TypedName(String harm, String done, String option) {

    /**
     * Asks on the terminal, unless the name was said on the command line.
     *
     * @param said on the command line
     * @param isAsked whether somebody may be asked
     * @param question with all that is to be known
     * @throws DeployFailure when another name is said, or nobody is there to be asked
     */
    void require(String project, String host, @Nullable String said, boolean isAsked, Supplier<String> question) {
        String name = said == null ? typed(project, isAsked, question) : said;
        if (!name.equals(project)) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "Nothing was " + done + ": " + (name.isEmpty() ? "no name" : name)
                            + " is not the name of the project.",
                    "The project is " + project + ", on " + host + ".",
                    "If it is meant all the same, say its name.");
        }
    }

    private String typed(String project, boolean isAsked, Supplier<String> question) {
        if (!UserTerminal.isThere() || !isAsked) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "This " + harm + " data, and nobody is there to be asked.",
                    "There is no terminal.",
                    "Say that it is meant: " + option + "=" + project);
        }
        String words = question.get();
        return Optional.ofNullable(System.console())
                .map(console -> console.readLine("%s", words))
                .map(String::strip)
                .orElse("");
    }
}
