package io.deploytodev.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of runs that nobody watches. Addresses and secrets are named by the variables that hold them, so that they are
 * in no file of the project.
 *
 * @param webhook the variable with the address that a message is sent to; empty for none
 * @param secret the variable with the key that messages are signed with; empty for none
 * @param format what the message looks like
 * @param on of which runs
 * @param deadMan the variable with an address that is asked for after each run that went well; empty for none
 * @param variables what these variables hold here, as far as anything
 */
public record Notify(
        Optional<String> webhook,
        Optional<String> secret,
        Format format,
        Set<Schedule.Telling> on,
        Optional<String> deadMan,
        Map<String, String> variables) {

    public Notify {
        on = Set.copyOf(on);
        variables = Map.copyOf(variables);
    }

    /** The shape of a message. */
    public enum Format {
        /** All that there is to say, as JSON of our own. */
        JSON,
        /** What the webhooks of Slack take, and of those that do as Slack does. */
        SLACK
    }

    /** What a variable holds; empty when it is not set. */
    public Optional<String> value(Optional<String> variable) {
        return variable.map(variables::get).filter(text -> !text.isBlank());
    }

    /** Never what the variables hold. */
    @Override
    public String toString() {
        return "notify " + webhook.orElse("nobody") + " on " + on;
    }
}
