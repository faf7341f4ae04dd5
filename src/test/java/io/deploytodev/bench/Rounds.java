package io.deploytodev.bench;

import java.util.ArrayList;
import java.util.List;

/** Two ways to do the same work, in turns, so that whatever the machine does besides hits both. */
final class Rounds {

    /** An odd number has a median of its own. */
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private Rounds() {}

    /** Does the work once, and says what it took. */
    interface Turn {

        /** What it took, in the unit of the row; {@code round} counts from 1, and 0 is one that does not count. */
        double take(int round) throws Exception;
    }

    /** A figure of each for every round. */
    record Figures(List<Double> ours, List<Double> theirs) {

        /** For work whose order is the other way round: the peer begins. */
        Figures turned() {
            return new Figures(List.copyOf(theirs), List.copyOf(ours));
        }
    }

    /** After one round that does not count, since the first of everything fills caches. */
    static Figures inTurns(Turn ours, Turn theirs) throws Exception {
        ours.take(0);
        theirs.take(0);
        return inTurnsAtOnce(ours, theirs);
    }

    /** The same without that first round, for work that begins from nothing each time. */
    static Figures inTurnsAtOnce(Turn ours, Turn theirs) throws Exception {
        Figures figures = new Figures(new ArrayList<>(), new ArrayList<>());
        for (int round = 1; round <= ROUNDS; round++) {
            figures.ours().add(ours.take(round));
            figures.theirs().add(theirs.take(round));
        }
        return figures;
    }
}
