package io.deploytodev.deploy;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.host.Host;
import io.deploytodev.release.ReleaseStore;
import io.deploytodev.release.StateDirectory;

/** An open connection to a dev host that has what a deploy needs, and where things lie there. */
record Connection(Host host, Engine engine, HostFacts facts, StateDirectory directory) implements AutoCloseable {

    ReleaseStore releases() {
        return new ReleaseStore(host, directory);
    }

    @Override
    public void close() {
        engine.close();
        host.close();
    }
}
