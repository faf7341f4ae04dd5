package io.deploytodev.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the services of one name, or of a pattern with {@code *}, show that they work.
 *
 * @param checks asked in this order; none leaves it to the tool what to ask
 * @param deadline how long it may take; empty for the phase's own
 * @param restarts how often the engine may restart a container meanwhile; empty for the usual
 * @param stableFor how long it must go on to work once it does
 */
public record ReadinessRule(
        String service, List<Asked> checks, Optional<Duration> deadline, OptionalInt restarts, Duration stableFor) {

    public ReadinessRule {
        checks = List.copyOf(checks);
    }

    /** Whether the rule's name is a pattern rather than a service's own. */
    public boolean isPattern() {
        return service.contains("*");
    }

    public boolean fits(String name) {
        return new ServicePattern(service).matches(name);
    }

    /** The rule for a service: the one with its own name, else the first with a pattern that fits. */
    public static Optional<ReadinessRule> of(String service, List<ReadinessRule> rules) {
        return rules.stream()
                .filter(rule -> rule.service().equals(service))
                .findFirst()
                .or(() -> rules.stream().filter(rule -> rule.fits(service)).findFirst());
    }

    /**
     * One check.
     *
     * @param timeout how long one answer may take; empty for the usual
     */
    public record Asked(Check check, Optional<Duration> timeout) {}

    /** The passwords that its checks log in with, so that nobody gets to read them. */
    public List<String> passwords() {
        return checks.stream()
                .map(Asked::check)
                .filter(Check.Login.class::isInstance)
                .flatMap(login -> ((Check.Login) login).password().stream())
                .toList();
    }

    /** What is asked. */
    public sealed interface Check {

        record Http(int port, String path, Answer answer) implements Check {}

        record WebSocket(int port, String path) implements Check {}

        record Tcp(int port) implements Check {}

        /** The container's own healthcheck. */
        record ContainerHealth() implements Check {}

        /** A line of the container's log that a regular expression is found in. */
        record Log(String regex) implements Check {}

        /** A command in the container that must end with 0; its words may hold passwords. */
        record Command(List<String> argv) implements Check {
            public Command {
                argv = List.copyOf(argv);
            }

            @Override
            public String toString() {
                return "Command";
            }
        }

        /**
         * A login; what is empty is read from the Compose model.
         *
         * @param passwordEnv the variable of the service's environment that holds the password
         */
        record Login(
                Database database,
                OptionalInt port,
                Optional<String> user,
                Optional<String> password,
                Optional<String> passwordEnv,
                Optional<String> name)
                implements Check {

            /** Without the password. */
            @Override
            public String toString() {
                return "Login[" + database + ", " + port + ", " + user + ", " + name + "]";
            }
        }
    }

    /** The databases that can be logged in to. */
    public enum Database {
        POSTGRES,
        BOLT,
        REDIS
    }

    /**
     * What an HTTP answer must be.
     *
     * @param json path into the body to the values that may stand there; none means that it only has to be there
     */
    public record Answer(Set<Integer> statuses, Map<String, String> headers, Map<String, List<String>> json) {

        /** Status 200. */
        public static final Answer OK = new Answer(Set.of(200), Map.of(), Map.of());

        public Answer {
            statuses = Set.copyOf(statuses);
            headers = Map.copyOf(headers);
            json = Map.copyOf(json);
        }
    }
}
