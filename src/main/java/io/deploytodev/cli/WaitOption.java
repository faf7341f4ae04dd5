package io.deploytodev.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --wait}: for verbs that need the lock. */
final class WaitOption {

    /** Nobody waits longer than a night. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h)");

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "DURATION",
            parameterConsumer = IfOneFollows.class,
            description = "When somebody else is at work on the project, wait for them; or for 90s, 10m, 2h at most.")
    private Duration wait = Duration.ZERO;

    Duration duration() {
        return wait;
    }

    /** A number with s, m or h. */
    static Optional<Duration> parse(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(duration.group(1));
        return Optional.of(
                switch (duration.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    /** What follows may also be the verb's own word, such as a release. */
    static final class IfOneFollows implements IParameterConsumer {

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's own signature
        public void consumeParameters(Stack<String> args, ArgSpec argSpec, CommandSpec commandSpec) {
            Optional<Duration> given = args.isEmpty() ? Optional.empty() : parse(args.peek());
            if (given.isPresent()) {
                args.pop();
            }
            argSpec.setValue(given.orElse(LONGEST));
        }
    }
}
