package io.deploytodev.ops;

import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerUse;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one container of a service is, or how it is that there is none.
 *
 * @param remark what is wrong, or worth knowing, in a few words without secrets; empty when there is nothing to say
 * @param look empty when the service has no container
 * @param use of processor and memory; empty when it does not run
 * @param processors how much of one processor it uses now, 1 for all of it
 */
public record ServiceStatus(
        String service,
        Verdict verdict,
        String remark,
        Optional<ContainerLook> look,
        Optional<ContainerUse> use,
        OptionalDouble processors) {

    /** The worst first. */
    public enum Verdict {
        /** It does not serve. */
        BROKEN,
        /** It has fewer containers than it should. */
        MISSING,
        /** It may not serve yet, or not for long. */
        UNSTEADY,
        /** It serves. */
        WELL,
        /** It was meant to end, and did so. */
        DONE
    }

    /** Whether somebody should look after it. */
    public boolean isTrouble() {
        return verdict.compareTo(Verdict.WELL) < 0;
    }

    /** The same, as it turned out to be well. */
    ServiceStatus well() {
        return new ServiceStatus(service, Verdict.WELL, "", look, use, processors);
    }

    Optional<ContainerState> state() {
        return look.map(ContainerLook::state);
    }
}
