package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.List;

/** Whether somebody is at work on the project just now. */
public final class FreeLock implements Check<HostState> {

    @Override
    public String id() {
        return "lock";
    }

    @Override
    public String well() {
        return "nobody else is at work on the project";
    }

    @Override
    public List<Finding> look(HostState host) {
        return host.lockHolder().stream()
                .map(holder -> Finding.stops(
                        id(),
                        FailureKind.LOCKED,
                        "Somebody is at work on the project on " + host.name() + " just now.",
                        "The lock is held by " + holder + ".",
                        "Wait for them: deploy-to-dev deploy --wait"))
                .toList();
    }
}
