package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.RunStarted;
import java.time.Instant;

/** The lines about the run as a whole. */
final class Header {

    private Header() {}

    static Line title(RunState run) {
        RunStarted start = run.start();
        if (start == null) {
            return Line.EMPTY;
        }
        return Line.of(start.verb() + " ", Tone.STRONG)
                .and(start.project(), Tone.STRONG)
                .and(start.host().isEmpty() ? "" : " on " + start.host());
    }

    static Line running(RunState run, Instant now, Glyphs glyphs) {
        long over = run.steps().stream().filter(step -> step.phase().isOver()).count();
        String dot = "  " + glyphs.dot() + "  ";
        return title(run)
                .and(dot + over + " of " + run.steps().size() + " steps", Tone.FAINT)
                .and(dot + Format.elapsed(run.elapsed(now)), Tone.FAINT);
    }

    static Line notice(String message) {
        return Line.of("! ", Tone.WARNING).and(message);
    }
}
