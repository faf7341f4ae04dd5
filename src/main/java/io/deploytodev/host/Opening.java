package io.deploytodev.host;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does with channels what JSch does deaf: here an interrupt is heard, and a connection that breaks meanwhile is noticed. */
final class Opening {

    /** A channel opens within a round trip. When the link is dead, that is noticed before. */
    private static final int CHANNEL_TIMEOUT_MILLIS = 30_000;

    /** From one line of JSch's reader to the next, on a machine that has much else to do. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private Opening() {}

    /** What may block for as long as the connection does. */
    @FunctionalInterface
    interface Work {
        void run() throws JSchException, IOException;
    }

    /** JSch has none to give, and does not say why, when the connection breaks at that moment. */
    static Channel channel(Session session, String type) throws JSchException {
        @Nullable Channel channel = session.openChannel(type);
        if (channel == null) {
            throw new JSchException("the connection is gone");
        }
        return channel;
    }

    /** Opens a channel; after an interrupt, {@code abandon} ends it as soon as it is open. */
    static void connect(Channel channel, Runnable abandon) throws JSchException {
        connect(channel, CHANNEL_TIMEOUT_MILLIS, abandon);
    }

    /**
     * The same for one with a command, without waiting until the host says that it begins with it: JSch does that only
     * where it is given no time, and what is sent to the command meanwhile saves a round trip.
     */
    static void connectAhead(ChannelExec channel, Runnable abandon) throws JSchException {
        connect(channel, 0, abandon);
    }

    private static void connect(Channel channel, int timeoutMillis, Runnable abandon) throws JSchException {
        interruptibly(
                channel,
                () -> {
                    channel.connect(timeoutMillis);
                    // JSch keeps to itself that the socket broke meanwhile.
                    if (!channel.isConnected() && !isClosing(channel)) {
                        throw new JSchException("the channel did not open");
                    }
                },
                abandon);
    }

    /** A command may be through already: its channel is marked as not connected first, and as closed right after. */
    private static boolean isClosing(Channel channel) throws JSchException {
        Session session = channel.getSession();
        return isSoon(CLOSING, () -> channel.isClosed() || !session.isConnected()) && channel.isClosed();
    }

    /**
     * Does something with a channel.
     *
     * @param abandon called once the work is over, if nobody waits for it any more
     */
    static void interruptibly(Channel channel, Work work, Runnable abandon) throws JSchException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicBoolean abandoned = new AtomicBoolean();
        Daemon.start("channel", () -> {
            try {
                work.run();
                done.complete(null);
            } catch (JSchException | IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
            if (abandoned.get()) {
                abandon.run();
            }
        });
        try {
            await(done, channel.getSession());
        } catch (InterruptedException e) {
            abandoned.set(true);
            if (done.isDone()) {
                abandon.run();
            }
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at a channel");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JSchException cause ? cause : new JSchException("no channel", e.getCause());
        }
    }

    /** JSch goes on waiting for the answer on a connection that is gone. */
    private static void await(CompletableFuture<Void> done, Session session)
            throws JSchException, InterruptedException, ExecutionException {
        while (true) {
            try {
                done.get(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (!session.isConnected()) {
                    throw new JSchException("the connection is gone", e);
                }
            }
        }
    }

    /** JSch tells nobody of what its reader finds out. */
    static boolean isSoon(Duration patience, BooleanSupplier fact) {
        long end = System.nanoTime() + patience.toNanos();
        while (!fact.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return fact.getAsBoolean();
    }
}
