package io.deploytodev.readiness;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer that came, and was the wrong one: nothing that stands in between can be to blame. */
public final class HttpRefusal {

    private static final Pattern OF_THE_QUESTION = Pattern.compile("answered (4|3)\\d\\d\\b.*");

    private HttpRefusal() {}

    /**
     * What to do about it; empty when the last answer was no such one.
     *
     * @param keys of the configuration that say what is asked, and what is to be answered
     */
    public static Optional<String> next(@Nullable ProbeResult lastAnswer, String keys) {
        return lastAnswer == null || !OF_THE_QUESTION.matcher(lastAnswer.why()).matches()
                ? Optional.empty()
                : Optional.of("the service is reached, but does not have what is asked for: correct " + keys
                        + " in deploy.yml, or let it answer there");
    }
}
