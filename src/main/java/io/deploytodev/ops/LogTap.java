package io.deploytodev.ops;

import io.deploytodev.docker.EngineLogs;
import io.deploytodev.docker.LogAnswer;
import io.deploytodev.docker.LogQuery;
import io.deploytodev.docker.LogRefused;
import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.docker.ProcessState;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads the log of one container, its past first and then, if wanted, what comes: over restarts of the container and of
 * the link, each time from where it was.
 */
final class LogTap {

    /** To go on, the end of the log is enough, if it reaches back to what was read last: quick in a log of any size. */
    private static final int END_OF_LOG = 2000;

    /** The engine tells of a start and ends an answer in any order. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final int KILLED = 137;

    private final EngineLogs engine;
    private final LogRequest request;
    private final LogMerge.Source source;
    private final LoggedContainer container;
    private final Runs runs;
    private final Patience patience;
    private final LogCursor cursor;
    private final TapReading reading;
    private final boolean isNew;
    private long startTold;
    private long endTold;
    private boolean complete;

    /** @param isNew whether the container joined while others were followed: all that it wrote is of interest */
    LogTap(EngineLogs engine, LogRequest request, LogMerge.Source source, Runs runs, Patience patience, boolean isNew) {
        this.engine = engine;
        this.request = request;
        this.source = source;
        this.container = source.container();
        this.runs = runs;
        this.patience = patience;
        this.isNew = isNew;
        this.cursor = isNew ? new LogCursor(0, false) : new LogCursor(request.since(), request.isEngineAsked());
        this.reading = new TapReading(source, request, cursor);
    }

    /** Reads until there is no more to come. */
    void run() throws InterruptedException {
        try {
            if (!isNew) {
                readPast();
            }
            if (request.follow()) {
                follow();
            }
        } catch (LogRefused e) {
            refused(e);
        } finally {
            source.is(LogMerge.State.ENDED);
        }
    }

    private void readPast() throws LogRefused, InterruptedException {
        source.is(LogMerge.State.READING);
        if (request.isCountedHere()) {
            reading.keepLast();
        }
        boolean read = false;
        while (!read) {
            LogQuery query =
                    cursor.isSet() ? request.restOfPast(container.id(), cursor.since()) : request.past(container.id());
            read = readOne(query, false, LogMerge.State.READING);
        }
        if (!request.follow()) {
            reading.processEnded();
        }
        reading.deliverLast();
    }

    /** @return whether the answer came to its end */
    private boolean readOne(LogQuery query, boolean end, LogMerge.State state) throws LogRefused, InterruptedException {
        reading.begin(end);
        try (LogAnswer answer = engine.log(query)) {
            patience.isAnswered();
            source.is(state);
            answer.read(reading);
            return !reading.beganTooLate();
        } catch (LogRefused e) {
            throw e;
        } catch (IOException e) {
            reading.deliver();
            complete = false;
            patience.pauseAfter(e);
            return false;
        }
    }

    private void follow() throws LogRefused, InterruptedException {
        boolean ran = container.running();
        while (true) {
            int starts = runs.starts();
            tellStart();
            readOn();
            reading.processEnded();
            int looks = runs.looks();
            ProcessState state = state();
            if (state.running()) {
                reading.deliver();
                runs.awaitStart(starts, SOON);
            } else {
                if (ran) {
                    tellEnd(state);
                }
                reading.deliver();
                complete = true;
                source.is(LogMerge.State.IDLE);
                if (!runs.awaitMore(starts, looks)) {
                    return;
                }
                // An old start may be told late: only a later one writes what is not read yet.
                complete = runs.startedAt() <= state.since() && runs.looks() == looks;
            }
            ran = true;
        }
    }

    private void tellEnd(ProcessState state) {
        if (state.since() != endTold) {
            endTold = state.since();
            reading.note(LogNote.Kind.ENDED, state.since(), ending(state));
        }
    }

    private void tellStart() throws InterruptedException {
        long at = runs.startedAt();
        if (at > startTold) {
            startTold = at;
            reading.note(LogNote.Kind.STARTED, at, "started");
            reading.deliver();
        }
    }

    /** Reads until the process ends. */
    private void readOn() throws LogRefused, InterruptedException {
        source.is(LogMerge.State.OPENING);
        boolean end = cursor.isSet();
        boolean read = false;
        while (!read) {
            int tail = end ? END_OF_LOG : LogQuery.ALL;
            LogQuery query = new LogQuery(container.id(), true, tail, cursor.since(), 0);
            read = readOne(query, end, LogMerge.State.FOLLOWING);
            end = cursor.isSet() && !reading.beganTooLate();
        }
    }

    private ProcessState state() throws LogRefused, InterruptedException {
        while (true) {
            try {
                ProcessState state = engine.state(container.id());
                patience.isAnswered();
                return state;
            } catch (LogRefused e) {
                complete = e.isGone();
                throw e;
            } catch (IOException e) {
                patience.pauseAfter(e);
            }
        }
    }

    private static String ending(ProcessState state) {
        String words = "ended with exit code " + state.exitCode();
        return state.outOfMemory() && state.exitCode() == KILLED
                ? words + ": the kernel ended it for want of memory"
                : words;
    }

    private void refused(LogRefused why) throws InterruptedException {
        reading.processEnded();
        if (!why.isGone()) {
            reading.note(
                    LogNote.Kind.UNREADABLE,
                    cursor.newest(),
                    "its log cannot be read, the engine says: " + why.getMessage());
        } else if (!complete && request.follow()) {
            reading.gap(
                    Math.max(cursor.newest(), runs.startedAt()),
                    "the container was removed before the rest of its log was read");
        }
        reading.deliverLast();
    }
}
