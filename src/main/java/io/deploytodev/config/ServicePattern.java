package io.deploytodev.config;

import java.util.regex.Pattern;

/** A service's name, or a pattern for several in which {@code *} stands for anything. */
public record ServicePattern(String text) {

    public boolean matches(String service) {
        return Pattern.matches(Pattern.quote(text).replace("*", "\\E.*\\Q"), service);
    }
}
