package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.ForwardingHost;
import io.deploytodev.host.Host;
import io.deploytodev.host.LiveCommand;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.WhenCut;
import java.util.List;
import java.util.Optional;

/**
 * A host on which nothing is run for whoever has lost the lock. The host itself compares the lock's number right before
 * each command: a client that was frozen, and has not heard yet that its lock went to another, is stopped there. When the
 * lock has lapsed and nobody else had it, it is taken again and the work goes on.
 */
public final class FencedHost extends ForwardingHost {

    /** The holder's note is removed when the lock is let go, so it tells a lapsed lock that nobody has taken yet. */
    private static final String FENCE = LockNote.TAKER + """
            if [ ! -e "$1/lock.holder" ] || [ "$(cat -- "$1/lock.number" 2> /dev/null)" != "$2" ]; then
              echo "deploy-to-dev: the lock is gone" >&2
              [ "$(cat -- "$1/lock.number" 2> /dev/null)" = "$2" ] || taker "$1" >&2
              exit 75
            fi
            shift 2
            exec "$@"
            """;

    private final DeployLock lock;
    private final StateDirectory directory;
    private final HostJobs jobs;

    public FencedHost(Host host, DeployLock lock, StateDirectory directory) {
        super(host);
        this.lock = lock;
        this.directory = directory;
        this.jobs = new HostJobs(this, directory, lock.number());
    }

    /** The jobs of this deploy: here runs what shall go on without us. */
    public HostJobs jobs() {
        return jobs;
    }

    /** The same command behind the fence. */
    static <R> Command<R> fenced(Command<R> command, StateDirectory directory, long number) {
        return command.startedBy(List.of("sh", "-c", FENCE, "sh", directory.path(), Long.toString(number)));
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        if (command.whenCut() instanceof WhenCut.GoesOn job) {
            return jobs.run(command, job, listener);
        }
        while (true) {
            LockHold held = lock.awaitHeld();
            try {
                return host().run(fenced(command, directory, lock.number()), listener);
            } catch (CommandFailed e) {
                int gone = e.stderr().indexOf(JobCommands.GONE);
                if (e.exitCode() != JobCommands.FENCED || gone < 0) {
                    throw e;
                }
                String taker =
                        e.stderr().substring(gone + JobCommands.GONE.length()).trim();
                if (!taker.isEmpty() || !DeployLock.awaitLapse(held)) {
                    throw LockHold.lost(
                            host(),
                            Optional.of(taker).filter(said -> !said.isEmpty()).map(LockNote::parse));
                }
            }
        }
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        requireHeld();
        return host().start(fenced(command, directory, lock.number()), listener);
    }

    /**
     * Waits while the lock is taken again after a dropped link. For what is done by another way than a command: the best
     * that can be known here.
     *
     * @throws DeployFailure of kind LOCKED when the lock is lost
     */
    public void requireHeld() {
        lock.awaitHeld();
    }
}
