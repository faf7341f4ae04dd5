package io.deploytodev.connection;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.host.Host;
import io.deploytodev.host.Login;
import io.deploytodev.release.AuditLog;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.FencedHost;
import io.deploytodev.release.HostJobs;
import io.deploytodev.release.IntentStore;
import io.deploytodev.release.ReleaseStore;
import io.deploytodev.release.StateDirectory;
import io.deploytodev.sync.TreeSnapshots;
import java.util.Optional;

/**
 * An open connection to a dev host that has what a deploy needs, and where things lie there.
 *
 * @param login the way there, as the user types it
 * @param lock the deploy lock, once it is held: then {@code host} runs nothing without it
 */
public record Connection(
        Host host, Engine engine, HostFacts facts, StateDirectory directory, Login login, Optional<DeployLock> lock)
        implements AutoCloseable {

    public Connection(Host host, Engine engine, HostFacts facts, StateDirectory directory, Login login) {
        this(host, engine, facts, directory, login, Optional.empty());
    }

    public Connection holding(DeployLock held) {
        return new Connection(
                new FencedHost(host, held, directory), engine, facts, directory, login, Optional.of(held));
    }

    /** The same, when time has passed on the host. */
    Connection at(String time) {
        return new Connection(host, engine, facts.at(time), directory, login, lock);
    }

    public ReleaseStore releases() {
        return new ReleaseStore(host, directory);
    }

    /** The record of who changed what; to be asked of the login itself, which no fence holds back. */
    public AuditLog audit() {
        return new AuditLog(host, directory);
    }

    /** What a run is about to change. */
    public IntentStore intents() {
        return new IntentStore(host, directory);
    }

    public TreeSnapshots trees() {
        return new TreeSnapshots(host, directory.source(), directory.path(), directory.sharing());
    }

    /** The long work of the deploy that holds the lock. */
    public HostJobs jobs() {
        return ((FencedHost) host).jobs();
    }

    /** To be asked before the engine's own interface changes something, where no fence stands. */
    public void requireLock() {
        if (host instanceof FencedHost fenced) {
            fenced.requireHeld();
        }
    }

    /** One that holds the lock lets go of that; the login that it came from is closed by itself. */
    @Override
    public void close() {
        if (lock.isPresent()) {
            lock.get().close();
        } else {
            engine.close();
            host.close();
        }
    }
}
