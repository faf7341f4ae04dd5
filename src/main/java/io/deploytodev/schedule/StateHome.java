package io.deploytodev.schedule;

import java.nio.file.Path;
import java.util.Map;

/** Where the program remembers things on this machine, by the rules of freedesktop.org; pure. */
final class StateHome {

    private StateHome() {}

    /** What {@code XDG_STATE_HOME} says; as the specification has it, what is not absolute counts as not set. */
    static Path of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states = named.startsWith("/") ? Path.of(named) : home.resolve(".local/state");
        return states.resolve("deploy-to-dev");
    }
}
