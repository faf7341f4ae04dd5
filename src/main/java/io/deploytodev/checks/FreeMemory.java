package io.deploytodev.checks;

import io.deploytodev.host.Amount;
import java.util.List;

/** Whether the host has memory left for another container while the old one still runs, and for a build. */
public final class FreeMemory implements Check<HostState> {

    private static final long MEBI = 1024L * 1024;
    private static final long LITTLE = 200 * MEBI;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String well() {
        return "it has memory to spare";
    }

    @Override
    public List<Finding> look(HostState host) {
        HostVitals vitals = host.vitals();
        long available = vitals.memoryAvailable().orElse(Long.MAX_VALUE);
        long swap = vitals.swapFree().orElse(0);
        if (available >= LITTLE || available + swap >= 3 * LITTLE) {
            return List.of();
        }
        return List.of(Finding.hurts(
                id(),
                host.name() + " has little memory left: " + Amount.of(available) + ".",
                "Of " + Amount.of(vitals.memoryTotal().orElse(0)) + "; swap has " + Amount.of(swap)
                        + " free. A build or a new container may be ended by the kernel for want of memory.",
                "On the host: docker stats --no-stream tells who takes it. Stop what nobody needs, or add swap: sudo"
                        + " fallocate -l 2G /swapfile && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon"
                        + " /swapfile"));
    }
}
