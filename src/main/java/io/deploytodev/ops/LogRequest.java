package io.deploytodev.ops;

import io.deploytodev.docker.LogQuery;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which lines of its containers somebody wants to see. Times are nanoseconds since 1970, by the dev host's clock; 0 stands for
 * none.
 *
 * @param follow whether to go on with what comes
 * @param tail how many of the last lines of each container; {@link LogQuery#ALL} for all
 * @param matching a line that does not is left out, and not counted
 */
public record LogRequest(boolean follow, int tail, long since, long until, Optional<Predicate<LogLine>> matching) {

    /** Up to here they are counted here: the engine counts pieces, of which a long line has many. */
    private static final int COUNTED_HERE = 1000;

    private static final int PIECES_MORE = LineAssembler.LONGEST / (16 * 1024);

    /** What to ask of a container's past. */
    LogQuery past(String containerId) {
        return new LogQuery(containerId, false, isEngineAsked() ? asked() : LogQuery.ALL, since, until);
    }

    /** The same, when a part of it was read already. */
    LogQuery restOfPast(String containerId, long from) {
        return new LogQuery(containerId, false, LogQuery.ALL, from, until);
    }

    /** Whether the engine leaves out what was written before the last lines. */
    boolean isEngineAsked() {
        return tail != LogQuery.ALL && matching.isEmpty();
    }

    private int asked() {
        return tail <= COUNTED_HERE ? tail + PIECES_MORE : tail;
    }

    /** Whether the last lines are counted here. */
    boolean isCountedHere() {
        return tail != LogQuery.ALL && (tail <= COUNTED_HERE || matching.isPresent());
    }

    boolean wants(LogLine line) {
        return matching.isEmpty() || matching.get().test(line);
    }
}
