package io.deploytodev.host;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A host that is connected to again when the link breaks. A command that was cut off is repeated if that does no harm;
 * otherwise its caller hears that it may go on, see {@link HostUnreachable#isPassing}.
 */
public final class ReconnectingHost implements Host {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<SshHost> dial;
    private final Duration patience;
    private final LinkListener listener;
    private final ReentrantLock connecting = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<UnixSocketForward> forwards = Collections.synchronizedList(new ArrayList<>());

    private volatile SshHost current;
    private final AtomicInteger connections = new AtomicInteger(1);
    private volatile @Nullable HostUnreachable givenUp;

    /**
     * Connects.
     *
     * @param dial makes a connection; fails with a {@link DeployFailure} that says why there is none
     * @param patience for how long it is tried to connect again
     * @throws DeployFailure when not even the first connection can be made
     */
    public ReconnectingHost(Supplier<SshHost> dial, Duration patience, LinkListener listener) {
        this.dial = dial;
        this.patience = patience;
        this.listener = listener;
        this.current = dial.get();
        this.name = current.name();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <R> R run(Command<R> command, OutputListener out) {
        while (true) {
            SshHost host = working();
            try {
                return host.run(command, out);
            } catch (HostUnreachable e) {
                if (!host.isBroken()) {
                    throw e;
                }
                if (!(command.whenCut() instanceof WhenCut.Repeats)) {
                    throw e.passing();
                }
            }
        }
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener out) {
        while (true) {
            SshHost host = working();
            try {
                return host.start(command, out);
            } catch (HostUnreachable e) {
                if (!host.isBroken()) {
                    throw e;
                }
                // It was not even begun, or nobody holds the other end of what was begun.
            }
        }
    }

    @Override
    public TcpStream connect(String address, int port) throws IOException {
        return open(host -> host.connect(address, port));
    }

    @Override
    public Path forwardUnixSocket(String remoteSocket) throws IOException {
        UnixSocketForward forward = UnixSocketForward.open(() -> {
            try {
                return open(host -> host.connectUnix(remoteSocket));
            } catch (HostUnreachable | CancellationException e) {
                throw new IOException(e);
            }
        });
        forwards.add(forward);
        return forward.path();
    }

    /** Opening a stream does nothing yet, so it may be tried again. */
    private TcpStream open(Way way) throws IOException {
        while (true) {
            SshHost host = working();
            int connection = connections.get();
            try {
                return way.open(host);
            } catch (IOException e) {
                if (e instanceof ConnectException || !isConnectedAgainSince(connection)) {
                    throw e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Way {
        TcpStream open(SshHost host) throws IOException;
    }

    @Override
    public boolean isLinked() {
        return current.isConnected();
    }

    @Override
    public int connection() {
        return connections.get();
    }

    @Override
    public boolean isConnectedAgainSince(int connection) {
        if (connections.get() == connection && current.isBroken()) {
            working();
        }
        return connections.get() != connection;
    }

    /** A host that is connected to, as far as is known. */
    private SshHost working() {
        SshHost known = current;
        if (known.isConnected()) {
            return known;
        }
        try {
            connecting.lockInterruptibly();
            try {
                if (!current.isConnected()) {
                    current = connectAgain();
                    connections.incrementAndGet();
                }
                return current;
            } finally {
                connecting.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while connecting again");
        }
    }

    private SshHost connectAgain() throws InterruptedException {
        HostUnreachable before = givenUp;
        if (before != null) {
            throw before;
        }
        if (closed.getCount() == 0) {
            throw new CancellationException("closed, so not connected again");
        }
        current.close();
        listener.lost(name, patience);
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        DeployFailure last;
        do {
            try {
                SshHost made = dial.get();
                listener.restored(name, Duration.ofNanos(System.nanoTime() - start));
                return made;
            } catch (DeployFailure e) {
                last = e;
            }
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException("closed while connecting again");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        } while (System.nanoTime() - start < patience.toNanos());
        HostUnreachable gone = new HostUnreachable(
                "For " + patience.toSeconds() + " s it was tried in vain to connect again. " + last.what() + " "
                        + last.why(),
                last);
        givenUp = gone;
        throw gone;
    }

    @Override
    public void close() {
        closed.countDown();
        forwards.forEach(UnixSocketForward::close);
        current.close();
    }

    /** Hears of the link. */
    public interface LinkListener {

        /** For who does not care. */
        LinkListener NONE = new LinkListener() {
            @Override
            public void lost(String host, Duration patience) {}

            @Override
            public void restored(String host, Duration after) {}
        };

        /** The link broke; it is tried to connect again, for {@code patience} at the longest. */
        void lost(String host, Duration patience);

        /** There is a new connection. */
        void restored(String host, Duration after);
    }
}
