package io.deploytodev.host;

import java.time.Duration;

/** What becomes of a command when the link to its host breaks while it runs. */
public sealed interface WhenCut {

    /** Nobody knows whether it ran, so it has failed: the safe answer for what nothing is said of. */
    record Fails() implements WhenCut {}

    /** It is run once more: twice is as good as once. */
    record Repeats() implements WhenCut {}

    /**
     * It goes on by itself, and is found again: a job of the host.
     *
     * @param name says what it is, in file names and messages
     * @param patience for how long it goes on when the user ends the run, or when a later one finds it at work; what leaves
     *     things in disorder when it is cut off needs some
     */
    record GoesOn(String name, Duration patience) implements WhenCut {}
}
