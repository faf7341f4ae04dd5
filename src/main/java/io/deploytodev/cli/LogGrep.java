package io.deploytodev.cli;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Looks for a regular expression in lines. What is no UTF-8 in them matches nothing but a dot. */
final class LogGrep {

    private LogGrep() {}

    /** @throws DeployFailure of kind USAGE when it is no regular expression */
    static Predicate<LogLine> of(String regex, boolean ignoreCase, boolean invert) {
        Pattern pattern = compile(regex, ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        return line -> pattern.matcher(new String(line.bytes(), StandardCharsets.UTF_8))
                        .find()
                != invert;
    }

    private static Pattern compile(String regex, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--grep " + regex + " is no regular expression.",
                    String.valueOf(e.getMessage()),
                    "Characters that stand for themselves need a backslash before them: \\[ \\( \\*.");
        }
    }
}
