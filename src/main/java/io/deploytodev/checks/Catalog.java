package io.deploytodev.checks;

import java.util.List;

/** All checks, in the order in which they are told of. */
public final class Catalog {

    private Catalog() {}

    /** Of what lies on this machine. */
    public static List<Check<HereFacts>> ofHere() {
        return List.of(new TrackedSecrets(), new UnignoredEnvironment(), new OpenFiles());
    }

    /** Of the dev host. */
    public static List<Check<HostState>> ofHost() {
        return List.of(
                new FreeLock(), new HostTools(), new SshdLimits(), new ClockSkew(), new FreeMemory(), new BuildKit());
    }

    /** Of the project as it will run. */
    public static List<Check<ProjectFacts>> ofProject() {
        return List.of(
                new PullableImages(),
                new HealthcheckPrograms(),
                new HealthcheckForm(),
                new HealthcheckPorts(),
                new ListeningPorts(),
                new ListeningAddress(),
                new DefaultPasswords(),
                new ContainerProxies(),
                new RestartPolicies(),
                new MemoryLimits(),
                new LogRotation(),
                new RootImages());
    }
}
