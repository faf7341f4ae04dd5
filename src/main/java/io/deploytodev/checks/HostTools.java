package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.List;

/** Whether the host has the programs that a sync and the lock use, as every usual Linux does. */
public final class HostTools implements Check<HostState> {

    @Override
    public String id() {
        return "host-tools";
    }

    @Override
    public String well() {
        return "it has the programs that a deploy uses";
    }

    @Override
    public List<Finding> look(HostState host) {
        List<String> missing = host.vitals().missing();
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.stops(
                id(),
                FailureKind.HOST,
                host.name() + " lacks programs that a deploy uses: " + String.join(", ", missing) + ".",
                "They are not on the PATH of " + host.facts().user()
                        + " there. BusyBox's own find and tar are not enough.",
                "On the host: sudo apt-get install findutils tar gzip coreutils sed util-linux (Debian, Ubuntu); sudo apk"
                        + " add findutils tar gzip coreutils sed util-linux flock (Alpine)"));
    }
}
