package com.example.scribe.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads environment variables and collects what is wrong with them, so that one start tells all of it. An empty
 * variable counts as an absent one, because Compose passes {@code ${X:-}} as empty.
 */
public final class Env {

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    public Env(Map<String, String> variables) {
        this.variables = variables;
    }

    public String required(String name) {
        return find(name).orElseGet(() -> {
            problems.add(name + " is not set");
            return "";
        });
    }

    public String text(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    public int port(String name, int otherwise) {
        return number(name, otherwise, 1, 65_535);
    }

    public int number(String name, int otherwise, int least, int most) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the same words as a number out of range
        }
        problems.add(name + " is '" + text.get() + "', not a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** Seconds, fractions allowed; absent means zero. */
    public Duration seconds(String name) {
        String text = text(name, "0");
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() >= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the same words as a negative number
        }
        problems.add(name + " is '" + text + "', not a number of seconds such as 5 or 0.5");
        return Duration.ZERO;
    }

    /** To be called when everything was read and before anything is done with it. */
    public void complain() {
        if (!problems.isEmpty()) {
            throw new BadSettings("The environment of this container cannot be used: " + String.join("; ", problems)
                    + ". Correct it in the compose file or in its .env file.");
        }
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
