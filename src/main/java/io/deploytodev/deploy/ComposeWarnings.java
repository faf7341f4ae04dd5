package io.deploytodev.deploy;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Compose warns of while it reads the files, each thing once, and in words that help. */
final class ComposeWarnings {

    private static final Pattern NOT_SET = Pattern.compile("The '(\\w+)' variable is not set.*");

    private final String environment;
    private final String description;
    private final Optional<String> hint;
    private final Consumer<String> notice;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param environment the content of the environment file
     * @param description what that file is called
     * @param hint where a variable that nobody sets may have stayed
     */
    ComposeWarnings(String environment, String description, Optional<String> hint, Consumer<String> notice) {
        this.environment = environment;
        this.description = description;
        this.hint = hint;
        this.notice = notice;
    }

    /** A line of what Compose writes to stderr, which holds other things, too. */
    void line(String line) {
        if (!line.contains("level=warning")) {
            return;
        }
        String warning = line.replaceFirst(".*msg=", "").replace("\\\"", "'").replace("\"", "");
        Matcher notSet = NOT_SET.matcher(warning);
        String message = notSet.matches() ? ofVariable(notSet.group(1), warning) : warning;
        if (told.add(message)) {
            notice.accept(message);
        }
        if (message.equals(warning) && notSet.matches()) {
            hint.filter(told::add).ifPresent(notice);
        }
    }

    /** Mostly a password with a dollar sign in it: nobody meant a variable, and half of the password is gone. */
    private String ofVariable(String variable, String warning) {
        Matcher value = Pattern.compile("(?m)^\\s*(?:export\\s+)?(\\w+)\\s*=.*\\$\\{?" + variable + "\\b")
                .matcher(environment);
        return value.find()
                ? "Compose takes the dollar sign in the value of " + value.group(1) + " in " + description
                        + " for a variable, and puts nothing in its place. If it belongs to the value, put the value in"
                        + " single quotes."
                : warning;
    }
}
