package com.example.scribe.agent;

import com.example.scribe.settings.ServiceType;
import com.example.scribe.store.Graph;
import com.example.scribe.store.Notes;
import com.example.scribe.store.Work;
import com.example.scribe.store.WorkQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notes from the queue, writes what it finds to Postgres and Neo4j, and only then says that a note is done. While
 * one of the three is down it tries again, ever more slowly; nothing is lost by that.
 */
public final class Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(4);

    private final String group;
    private final String consumer;
    private final Craft craft;
    private final WorkQueue queue;
    private final Notes notes;
    private final Graph graph;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Exception trouble;

    public Agent(ServiceType type, String consumer, WorkQueue queue, Notes notes, Graph graph) {
        this.group = type.label();
        this.consumer = consumer;
        this.craft = craftOf(type);
        this.queue = queue;
        this.notes = notes;
        this.graph = graph;
        this.thread = new Thread(this::workUntilStopped, "agent");
    }

    private static Craft craftOf(ServiceType type) {
        return switch (type) {
            case AGENT_WORLDSMITH -> new Worldsmith();
            case AGENT_PLOTMASTER -> new Plotmaster();
            case MIGRATE, API_GATEWAY -> throw new IllegalArgumentException(type.label() + " is no agent");
        };
    }

    public void start() {
        thread.start();
    }

    /** Finishes the note in hand. */
    public void stop(Duration deadline) throws InterruptedException {
        stopping.countDown();
        thread.join(deadline.toMillis());
    }

    /** For the agent's own health: it is well when its last round was. */
    public void ping() throws Exception {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the agent's thread ended");
        }
        Exception latest = trouble;
        if (latest != null) {
            throw latest;
        }
    }

    private void workUntilStopped() {
        Duration retry = FIRST_RETRY;
        while (!stopped(Duration.ZERO)) {
            try {
                workUntilTrouble();
            } catch (Exception failure) {
                LOG.warn("{} tries again in {} ms: {}", group, retry.toMillis(), firstLine(failure));
                trouble = failure;
                if (stopped(retry)) {
                    return;
                }
                retry = min(retry.multipliedBy(2), LONGEST_RETRY);
                continue;
            }
            retry = FIRST_RETRY;
        }
    }

    private void workUntilTrouble() throws SQLException {
        queue.join(group);
        doAll(queue.unfinished(group, consumer));
        while (!stopped(Duration.ZERO)) {
            doAll(queue.abandoned(group, consumer));
            doAll(queue.fresh(group, consumer, PATIENCE));
            trouble = null;
        }
    }

    private void doAll(List<Work> works) throws SQLException {
        for (Work work : works) {
            if (stopped(Duration.ZERO)) {
                return;
            }
            doOne(work);
        }
    }

    private void doOne(Work work) throws SQLException {
        if (work.makesSense()) {
            List<String> elements = craft.elementsOf(work.text());
            if (notes.addFinding(work.noteId(), group, elements)) {
                graph.connect(work.noteId(), craft.kind(), elements);
                LOG.info("note {}: {} found {}", work.noteId(), group, elements);
            }
        } else {
            LOG.warn("Put aside entry {}: it names no note", work.entry());
        }
        queue.done(group, work);
    }

    private boolean stopped(Duration patience) {
        try {
            return stopping.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** Neo4j explains a deadlock over many lines. */
    private static String firstLine(Exception failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
