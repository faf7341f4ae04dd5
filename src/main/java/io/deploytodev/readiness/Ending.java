package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;

/** How a container's process ended, in words. */
final class Ending {

    private Ending() {}

    /** The rest of a sentence that begins with the container. */
    static String of(ContainerState state) {
        if (state.oomKilled()) {
            return "was ended for want of memory (exit code " + state.exitCode() + ")";
        }
        return "ended with exit code " + state.exitCode();
    }

    static String next(ContainerState state) {
        if (state.oomKilled()) {
            return "raise its memory limit in the compose file (mem_limit or deploy.resources.limits.memory), or let it"
                    + " use less";
        }
        return "its own log says why";
    }
}
