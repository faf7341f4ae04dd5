package io.deploytodev.console;

import io.deploytodev.event.EventSink;

/**
 * Shows a run to whoever started it. Takes events from any thread until it is closed; what arrives later is dropped,
 * so that nothing can be drawn over a failure report.
 */
public interface Console extends EventSink, AutoCloseable {

    /** Leaves the output complete and at the start of a line. May be called more than once, and from any thread. */
    @Override
    void close();
}
