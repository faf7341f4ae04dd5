package io.deploytodev.ops;

import io.deploytodev.docker.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;

/** The user's terminal, to be handed over to a program elsewhere. */
public interface Terminal {

    /** What kind it is, as programs ask for it: {@code xterm-256color}. */
    String kind();

    TerminalSize size();

    /** Hands it over, until it is taken back by closing. */
    HandedOver handOver();

    /** A terminal of which each key goes through. */
    interface HandedOver extends AutoCloseable {

        /** Ends when the terminal is taken back. */
        InputStream keys();

        OutputStream screen();

        /** From now on hears when its size has changed. */
        void onResize(Runnable action);

        @Override
        void close();
    }
}
