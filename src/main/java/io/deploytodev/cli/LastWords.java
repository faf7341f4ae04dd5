package io.deploytodev.cli;

import java.util.function.Supplier;

/** What is said when the user does not wait for the end: whatever runs then knows it. */
final class LastWords {

    private volatile Supplier<String> words = () -> "";

    /** From now on they are these; asked for at most once, and whoever gives them says nothing after that. */
    void are(Supplier<String> others) {
        words = others;
    }

    /** Empty when nothing runs that leaves anything behind. */
    String say() {
        return words.get();
    }

    /** A verb that may leave something behind. */
    interface Speaker {

        /** Who hears what is left when the user does not wait for the end. */
        void leavesWith(LastWords words);
    }
}
