package io.deploytodev.console;

import io.deploytodev.console.StepState.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides which lines a terminal shows while a run goes on, for there may be more to show than it has lines. */
final class BlockLayout {

    private static final int TAIL = 3;
    private static final int RESERVED_TAIL = 2;
    private static final int NOTICES = 3;

    private final Glyphs glyphs;

    BlockLayout(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** At most {@code rows} lines, none wider than {@code columns}. */
    List<Line> lines(RunState run, Instant now, int rows, int columns) {
        List<StepState> steps = run.steps();
        List<Line> lines = new ArrayList<>();
        if (rows > 2) {
            lines.add(Header.running(run, now, glyphs));
        }
        List<Line> notices = rows > 8 ? notices(run) : List.of();
        int room = rows - lines.size() - notices.size();
        Shown shown = choose(steps, room);
        Map<StepState, Integer> tails = tails(shown.steps, room - shown.lines());
        StepLine line = new StepLine(glyphs, steps, columns);

        if (shown.finishedHidden > 0) {
            lines.add(
                    Line.of(glyphs.done() + " ", Tone.GOOD).and(shown.finishedHidden + " finished before", Tone.FAINT));
        }
        for (StepState step : shown.steps) {
            lines.add(line.line(step, now));
            List<String> output = step.output();
            int kept = tails.getOrDefault(step, 0);
            Tone tone = step.phase() == Phase.FAILED ? Tone.PLAIN : Tone.FAINT;
            output.subList(output.size() - kept, output.size()).forEach(text -> lines.add(line.tail(text, tone)));
        }
        if (!shown.waitingHidden.isEmpty()) {
            lines.add(Line.of(
                    glyphs.waiting() + " " + shown.waitingHidden.size() + " more: "
                            + String.join(", ", shown.waitingHidden),
                    Tone.FAINT));
        }
        lines.addAll(notices);
        return lines.stream()
                .limit(Math.max(0, rows))
                .map(it -> it.fit(columns, glyphs.ellipsis()))
                .toList();
    }

    private List<Line> notices(RunState run) {
        List<String> all = run.notices();
        return all.subList(Math.max(0, all.size() - NOTICES), all.size()).stream()
                .map(Header::notice)
                .toList();
    }

    private record Shown(List<StepState> steps, int finishedHidden, List<String> waitingHidden) {

        int lines() {
            return steps.size() + (finishedHidden > 0 ? 1 : 0) + (waitingHidden.isEmpty() ? 0 : 1);
        }
    }

    /** Active steps always; then what is finished, the newest first; what waits says least and goes first. */
    private static Shown choose(List<StepState> steps, int room) {
        List<StepState> active = steps.stream().filter(BlockLayout::isActive).toList();
        List<StepState> finished = steps.stream()
                .filter(step -> step.phase().isOver() && !isActive(step))
                .toList();
        List<StepState> waiting =
                steps.stream().filter(step -> step.phase() == Phase.WAITING).toList();
        int wanted = active.stream()
                .mapToInt(step -> Math.min(RESERVED_TAIL, step.output().size()))
                .sum();
        int slots = room - Math.min(wanted, room / 3);
        if (steps.size() <= slots) {
            return new Shown(steps, 0, List.of());
        }
        int free = Math.max(0, slots - active.size());
        int forWaiting = Math.min(waiting.size(), Math.max(1, free - finished.size()));
        if (forWaiting > free) {
            return new Shown(active.subList(0, Math.min(active.size(), Math.max(0, room))), 0, List.of());
        }
        int forFinished = Math.min(finished.size(), free - forWaiting);
        int waitingShown = forWaiting == waiting.size() ? forWaiting : forWaiting - 1;
        int finishedShown = forFinished == finished.size() ? forFinished : Math.max(0, forFinished - 1);
        List<StepState> hiddenWaiting = waiting.subList(waitingShown, waiting.size());
        List<StepState> hiddenFinished = finished.subList(0, finished.size() - finishedShown);
        List<StepState> shown = steps.stream()
                .filter(step -> !hiddenWaiting.contains(step) && !hiddenFinished.contains(step))
                .toList();
        return new Shown(
                shown,
                forFinished == 0 ? 0 : hiddenFinished.size(),
                hiddenWaiting.stream().map(StepState::name).toList());
    }

    /** Deals the spare lines out in turns, so that of two builds side by side neither hides the other's output. */
    private static Map<StepState, Integer> tails(List<StepState> steps, int spare) {
        Map<StepState, Integer> tails = new LinkedHashMap<>();
        int left = spare;
        boolean dealt = true;
        while (dealt) {
            dealt = false;
            for (StepState step : steps) {
                int has = tails.getOrDefault(step, 0);
                int limit = step.phase() == Phase.FAILED ? StepState.KEPT_LINES : TAIL;
                if (left > 0
                        && isActive(step)
                        && has < Math.min(limit, step.output().size())) {
                    tails.put(step, has + 1);
                    left--;
                    dealt = true;
                }
            }
        }
        return tails;
    }

    private static boolean isActive(StepState step) {
        return step.phase() == Phase.RUNNING || step.phase() == Phase.FAILED;
    }
}
