package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a deploy would do, as people read it: a line for each thing that changes, with its cause; pure. */
final class PlanText {

    private static final String INDENT = "  ";

    private final Planned plan;

    PlanText(Planned plan) {
        this.plan = plan;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(runsNow());
        int column = plan.actions().stream()
                .mapToInt(action -> Line.width(area(action)))
                .max()
                .orElse(0);
        plan.actions().stream()
                .filter(PlannedAction::changesSomething)
                .forEach(action -> lines.add(Line.of(INDENT)
                        .and(sign(action.kind()), tone(action.kind()))
                        .and(" " + Line.padded(area(action), column) + INDENT)
                        .and(subject(action), Tone.STRONG)
                        .and(" " + doing(action))
                        .and(action.cause().isEmpty() ? "" : ": " + action.cause())));
        List<String> kept = plan.actions().stream()
                .filter(action -> !action.changesSomething())
                .flatMap(action -> action.subjects().stream())
                .toList();
        if (!kept.isEmpty()) {
            lines.add(Line.of(
                    INDENT + "  " + Line.padded("unchanged", column) + INDENT + String.join(", ", kept), Tone.FAINT));
        }
        return lines;
    }

    private Line runsNow() {
        return plan.release().isEmpty()
                ? Line.of("No release runs there yet.")
                : Line.of("Release " + plan.release() + " runs there"
                        + (plan.from().isEmpty() ? "." : ", deployed by " + plan.from() + "."));
    }

    private static String area(PlannedAction action) {
        return action.area().name().toLowerCase(Locale.ROOT);
    }

    private static String subject(PlannedAction action) {
        String names = String.join(", ", action.subjects());
        int more = action.count() - action.subjects().size();
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static String doing(PlannedAction action) {
        boolean one = action.count() == 1;
        String word =
                switch (action.kind()) {
                    case KEEP -> "unchanged";
                    case SEND -> "to send";
                    case ADD -> "added";
                    case CHANGE -> "changed";
                    case REMOVE -> one ? "is removed" : "are removed";
                    case BUILD -> "is built";
                    case PULL -> "is pulled";
                    case CREATE -> "is created";
                    case RECREATE -> "is recreated";
                    case RESTART -> "is restarted";
                    case START -> "is started";
                    case UNPAUSE -> "is unpaused";
                };
        return action.certain() ? word : word + " if its image changes";
    }

    private static String sign(Kind kind) {
        return switch (kind) {
            case REMOVE -> "-";
            case ADD, CREATE, PULL -> "+";
            case KEEP -> " ";
            case SEND, CHANGE, BUILD, RECREATE, RESTART, START, UNPAUSE -> "~";
        };
    }

    private static Tone tone(Kind kind) {
        return switch (kind) {
            case REMOVE -> Tone.BAD;
            case ADD, CREATE, PULL -> Tone.GOOD;
            case KEEP -> Tone.FAINT;
            case SEND, CHANGE, BUILD, RECREATE, RESTART, START, UNPAUSE -> Tone.WARNING;
        };
    }
}
