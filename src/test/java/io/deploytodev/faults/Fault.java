package io.deploytodev.faults;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong during a deploy, and what may come of it.
 *
 * @param name for the table
 * @param strike lets it happen
 * @param exitCodes with which the client may end
 * @param patience for how much longer than it takes to recreate it nobody may be served: a window that the tool has to wait
 *     out before it knows, or a host that is down
 */
record Fault(String name, Strike strike, Set<Integer> exitCodes, Duration patience) {

    /** Of a client that was killed by the signal 9. */
    static final int KILLED = 137;

    static final int CONFIG = 3;
    static final int CONNECT = 4;

    /** Its engine went away, or the note of what comes next did not fit on its disk. */
    static final int HOST = 5;

    static final int LOCKED = 6;
    static final int SYNC = 7;
    static final int BUILD = 8;
    static final int INFRASTRUCTURE = 9;
    static final int ROLLED_BACK = 12;
    static final int STOPPED = 130;

    static Fault of(String name, Strike strike, Integer... exitCodes) {
        return new Fault(name, strike, Set.of(exitCodes), Duration.ZERO);
    }

    Fault withPatience(Duration longer) {
        return new Fault(name, strike, exitCodes, longer);
    }

    /** One deploy with the fault in it; comes back when both are over. */
    @FunctionalInterface
    interface Strike {
        Outcome on(Scene scene);
    }

    /**
     * How the deploy ended.
     *
     * @param mayServe the versions of which one has to be served now; empty when nobody need be before the next deploy
     * @param whole whether all of the host has to be of that one version now; after the death of a client that has to wait
     *     for the next deploy
     */
    record Outcome(Client.Ended client, Set<String> mayServe, boolean whole) {}
}
