package com.example.scribe.store;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A client made at its first use. Loading the drivers takes longer than all the rest of a service's start; so each is
 * loaded by the thread that first needs it, beside the others and the server.
 */
final class Lazy<T> implements AutoCloseable {

    private final Supplier<T> maker;
    private final Consumer<T> closer;
    private T made;

    Lazy(Supplier<T> maker, Consumer<T> closer) {
        this.maker = maker;
        this.closer = closer;
    }

    synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }

    /** Closes what was made; makes nothing only to close it. */
    @Override
    public synchronized void close() {
        if (made != null) {
            closer.accept(made);
        }
    }
}
