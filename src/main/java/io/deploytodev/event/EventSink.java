package io.deploytodev.event;

/** Takes events, from any thread; must be quick, for the work waits for it. */
@FunctionalInterface
public interface EventSink {

    void accept(DeployEvent event);
}
