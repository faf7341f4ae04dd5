package io.deploytodev.ops;

import io.deploytodev.docker.LoggedContainer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of several containers into the order of time, as they come. It waits for who may have an older line: for a
 * log that is read up to now without limit, for one that is followed a moment. Whoever brings more than fits waits; then what
 * is there goes out, in the order that it has.
 */
final class LogMerge {

    /** So long a line waits for an older one of a container that is followed. */
    static final Duration HOLD = Duration.ofMillis(60);

    /** So long all wait for an engine that begins to read in a log. */
    static final Duration OPENING = Duration.ofSeconds(10);

    /** Of what waits, for each container. */
    static final int ROOM_BYTES = 4 * 1024 * 1024;

    private static final int AT_ONCE = 4096;

    private final LongSupplier nanoTime;
    private final boolean staysOpen;
    private final List<Source> sources = new ArrayList<>();
    private @Nullable RuntimeException failure;

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param staysOpen whether more containers may join when all have ended
     */
    LogMerge(LongSupplier nanoTime, boolean staysOpen) {
        this.nanoTime = nanoTime;
        this.staysOpen = staysOpen;
    }

    /** What its reader is at. */
    enum State {
        /** Asks the engine. */
        OPENING,
        /** Reads up to now. */
        READING,
        /** Is told what comes. */
        FOLLOWING,
        /** Waits for the container to start. */
        IDLE,
        ENDED
    }

    /** One more container; its reader is at {@link State#OPENING}. */
    synchronized Source join(LoggedContainer container) {
        Source source = new Source(container);
        sources.add(source);
        return source;
    }

    /** Nothing can be read any more: told to who takes, once it has what came before. */
    synchronized void fail(RuntimeException why) {
        if (failure == null) {
            failure = why;
        }
        notifyAll();
    }

    /**
     * The next lines, in order.
     *
     * @param patience for how long at most to wait for one
     * @return how many were taken; -1 when all have ended and there is nothing left
     */
    synchronized int take(List<LogItem> into, Duration patience) throws InterruptedException {
        long end = nanoTime.getAsLong() + patience.toNanos();
        int taken = takeReady(into);
        while (taken == 0) {
            if (isOver()) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
            long wait = Math.min(end, nextRelease()) - nanoTime.getAsLong();
            if (nanoTime.getAsLong() >= end) {
                return 0;
            }
            // At least one: 0 would be for ever.
            wait(Math.max(1, wait / 1_000_000));
            taken = takeReady(into);
        }
        notifyAll();
        return taken;
    }

    private boolean isOver() {
        for (Source source : sources) {
            if (!source.batches.isEmpty() || (failure == null && source.state != State.ENDED)) {
                return false;
            }
        }
        return failure != null || !staysOpen;
    }

    private int takeReady(List<LogItem> into) {
        int taken = 0;
        Source oldest = oldest();
        while (oldest != null && taken < AT_ONCE && release(oldest) <= nanoTime.getAsLong()) {
            into.add(oldest.take());
            taken++;
            oldest = oldest();
        }
        sources.removeIf(source -> source.batches.isEmpty() && source.state == State.ENDED);
        return taken;
    }

    private @Nullable Source oldest() {
        Source oldest = null;
        for (Source source : sources) {
            if (!source.batches.isEmpty() && (oldest == null || source.nextTime < oldest.nextTime)) {
                oldest = source;
            }
        }
        return oldest;
    }

    private long nextRelease() {
        Source oldest = oldest();
        return oldest == null ? Long.MAX_VALUE : release(oldest);
    }

    /** When the oldest line there is may go out. */
    private long release(Source oldest) {
        long release = Long.MIN_VALUE;
        for (Source source : sources) {
            if (source.isFull() || failure != null) {
                return Long.MIN_VALUE;
            }
            if (source.batches.isEmpty()) {
                release = Math.max(release, source.mayBring(oldest.headArrived()));
            }
        }
        return release;
    }

    /** What came at once. */
    private static final class Batch {

        private final List<LogItem> items;
        private final long arrived;
        private int next;

        Batch(List<? extends LogItem> items, long arrived) {
            this.items = List.copyOf(items);
            this.arrived = arrived;
        }
    }

    /** The lines of one container that wait for their turn. */
    final class Source {

        private final LoggedContainer container;
        private final Deque<Batch> batches = new ArrayDeque<>();
        private State state = State.OPENING;
        private long since = nanoTime.getAsLong();
        private long nextTime;
        private long bytes;

        private Source(LoggedContainer container) {
            this.container = container;
        }

        LoggedContainer container() {
            return container;
        }

        void is(State next) {
            synchronized (LogMerge.this) {
                state = next;
                since = nanoTime.getAsLong();
                LogMerge.this.notifyAll();
            }
        }

        /** Brings lines, in order; waits while there is no room. */
        void offer(List<? extends LogItem> more) throws InterruptedException {
            if (more.isEmpty()) {
                return;
            }
            Batch batch = new Batch(more, nanoTime.getAsLong());
            long weight = 0;
            for (LogItem item : more) {
                weight += item.weight();
            }
            synchronized (LogMerge.this) {
                while (isFull()) {
                    LogMerge.this.wait();
                }
                since = nanoTime.getAsLong();
                if (batches.isEmpty()) {
                    nextTime = batch.items.get(0).time();
                }
                batches.add(batch);
                bytes += weight;
                LogMerge.this.notifyAll();
            }
        }

        private boolean isFull() {
            return bytes >= ROOM_BYTES;
        }

        private long headArrived() {
            return batches.element().arrived;
        }

        private LogItem take() {
            Batch batch = batches.element();
            LogItem item = batch.items.get(batch.next++);
            bytes -= item.weight();
            if (batch.next == batch.items.size()) {
                batches.remove();
                batch = batches.peek();
            }
            if (batch != null) {
                nextTime = batch.items.get(batch.next).time();
            }
            return item;
        }

        /** Until when it may bring something older than what arrived at that time. */
        private long mayBring(long other) {
            return switch (state) {
                case OPENING -> since + OPENING.toNanos();
                case READING -> Long.MAX_VALUE;
                case FOLLOWING -> Math.max(since, other) + HOLD.toNanos();
                case IDLE, ENDED -> Long.MIN_VALUE;
            };
        }
    }
}
