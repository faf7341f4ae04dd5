package io.deploytodev.console;

import java.util.List;
import org.jline.utils.Signals;

/** The signals by which a user ends a program, once it has been asked to end before. */
public final class NextSignal {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private NextSignal() {}

    /** From now on each of them runs {@code action}, on a thread of its own. */
    public static void runs(Runnable action) {
        ENDING.forEach(name -> Signals.register(name, action));
    }
}
