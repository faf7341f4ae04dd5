package io.deploytodev.host;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** A host that tells of every command how long it took and how it ended. */
public final class WatchedHost extends ForwardingHost {

    private final Watcher watcher;

    public WatchedHost(Host host, Watcher watcher) {
        super(host);
        this.watcher = watcher;
    }

    /** Hears of commands, from the threads that ran them. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * A command ended.
         *
         * @param command in a few words, see {@link Command#label()}
         * @param ending empty when all went well; else how it ended
         */
        void ended(String command, String ending, Duration took);
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        long start = System.nanoTime();
        String ending = "failed";
        try {
            R answer = host().run(command, listener);
            ending = "";
            return answer;
        } catch (CommandFailed e) {
            ending = e.exitCode() < 0 ? "did not end in time" : "exit code " + e.exitCode();
            throw e;
        } catch (HostUnreachable e) {
            ending = "connection lost";
            throw e;
        } catch (CancellationException e) {
            ending = "stopped";
            throw e;
        } finally {
            watcher.ended(command.label(), ending, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
