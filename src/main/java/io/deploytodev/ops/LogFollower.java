package io.deploytodev.ops;

import io.deploytodev.docker.ContainerEvent;
import io.deploytodev.docker.EngineLogs;
import io.deploytodev.docker.EventAnswer;
import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.host.Daemon;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the logs of a project's containers, in one order of time, and goes on with what comes if that is wanted. */
public final class LogFollower implements AutoCloseable {

    /** Who shows the lines has something to do at least so often: to see that nobody looks any more. */
    private static final Duration AT_LEAST = Duration.ofMillis(500);

    private final EngineLogs engine;
    private final String project;
    private final Predicate<LoggedContainer> wanted;
    private final LogRequest request;
    private final LogMerge merge;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Patience patience;
    private final Map<String, Runs> known = new HashMap<>();

    /**
     * @param host for messages
     * @param patience for how long an engine that does not answer is asked again
     */
    public LogFollower(
            EngineLogs engine,
            String host,
            String project,
            Predicate<LoggedContainer> wanted,
            LogRequest request,
            Duration patience) {
        this.engine = engine;
        this.project = project;
        this.wanted = wanted;
        this.request = request;
        this.merge = new LogMerge(System::nanoTime, request.follow());
        this.patience = new Patience(host, patience, closed);
    }

    /**
     * Reads until there is no more, or the reader has had enough.
     *
     * @return whether there was any container to read of
     * @throws InterruptedException when the user wants no more
     */
    public boolean run(LogSink sink) throws InterruptedException {
        if (request.follow()) {
            start("container events", this::listen);
        } else {
            join(containers(), false);
            if (known.isEmpty()) {
                return false;
            }
        }
        List<LogItem> items = new ArrayList<>();
        boolean goesOn = true;
        while (goesOn && merge.take(items, AT_LEAST) >= 0) {
            goesOn = sink.hear(items);
            items.clear();
        }
        return true;
    }

    /** What it does may fail: then nothing can be read any more. */
    private void start(String name, Work work) {
        Daemon.start(name, () -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                merge.fail(e);
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private List<LoggedContainer> containers() throws InterruptedException {
        while (true) {
            try {
                return engine.containers(project);
            } catch (IOException e) {
                patience.pauseAfter(e);
            }
        }
    }

    /** All of them, before the first is read: for they wait for each other. */
    private void join(List<LoggedContainer> containers, boolean isNew) {
        List<LogTap> taps = new ArrayList<>();
        for (LoggedContainer container : containers) {
            if (wanted.test(container) && !known.containsKey(container.id())) {
                Runs runs = new Runs();
                known.put(container.id(), runs);
                taps.add(new LogTap(engine, request, merge.join(container), runs, patience.another(), isNew));
            }
        }
        taps.forEach(tap -> start("log", tap::run));
    }

    private void listen() throws InterruptedException {
        boolean first = true;
        AtomicLong since = new AtomicLong();
        while (true) {
            long asked = System.nanoTime();
            try (EventAnswer events = engine.events(project, since.get())) {
                patience.isAnswered();
                catchUp(engine.containers(project), !first);
                first = false;
                if (since.get() == 0) {
                    // Not asked before, for it takes the engine longer than all that has to come first.
                    since.set(engine.now() - (System.nanoTime() - asked));
                }
                events.read(event -> {
                    since.set(event.nanos());
                    heard(event);
                });
            } catch (IOException e) {
                patience.pauseAfter(e);
            }
        }
    }

    /** Nobody told what happened while nobody listened. */
    private void catchUp(List<LoggedContainer> there, boolean isLater) {
        Set<String> ids = there.stream().map(LoggedContainer::id).collect(Collectors.toSet());
        for (LoggedContainer container : there) {
            Runs runs = known.get(container.id());
            if (runs != null && container.running()) {
                runs.look();
            }
        }
        known.forEach((id, runs) -> {
            if (!ids.contains(id)) {
                runs.removed();
            }
        });
        known.keySet().retainAll(ids);
        join(there, isLater);
    }

    private void heard(ContainerEvent event) {
        LoggedContainer container = event.container();
        if (event.kind() == ContainerEvent.Kind.REMOVED) {
            Runs runs = known.remove(container.id());
            if (runs != null) {
                runs.removed();
            }
        } else {
            join(List.of(container), true);
            Runs runs = known.get(container.id());
            if (runs != null) {
                runs.started(event.nanos());
            }
        }
    }

    /** Whoever still reads ends. */
    @Override
    public void close() {
        closed.countDown();
        engine.close();
    }
}
