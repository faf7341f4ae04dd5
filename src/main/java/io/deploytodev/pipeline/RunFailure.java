package io.deploytodev.pipeline;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.failure.DeployFailure;
import java.time.Duration;
import java.time.Instant;

/** How a run that failed is told as an event. */
public final class RunFailure {

    private RunFailure() {}

    /** The event that ends it. */
    public static DeployEvent told(DeployFailure failure, Instant at, Duration took) {
        return new DeployEvent.RunFailed(
                at,
                failure.kind().id(),
                failure.kind().exitCode(),
                failure.what(),
                failure.why(),
                failure.next(),
                failure.evidence(),
                took);
    }
}
