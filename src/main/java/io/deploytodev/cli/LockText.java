package io.deploytodev.cli;

import io.deploytodev.release.HostTime;
import io.deploytodev.release.Intent;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.LockStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lock as people and programs read it; pure. */
final class LockText {

    private static final DateTimeFormatter NOTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private LockText() {}

    /** @param now by the host's clock */
    static List<String> lines(LockStatus status, String where, String now) {
        List<String> lines = new ArrayList<>();
        if (status.note().isEmpty()) {
            lines.add("Nobody is at work on " + where + ".");
        } else {
            LockNote note = status.note().get();
            lines.add(note.who() + " is at work on " + where + ".");
            lines.add(
                    "verb     " + (note.verb().isEmpty() ? "not known" : note.verb()) + ", number " + status.number());
            if (!note.since().isEmpty()) {
                lines.add("since    " + note.since() + lasted(note.since(), now));
            }
        }
        if (status.isUnderWay()) {
            lines.add("step     " + status.intent().map(Intent::step).orElse(""));
        }
        status.cutOff()
                .ifPresent(intent ->
                        lines.add("cut off  " + intent.cutOff() + "; the next deploy or rollback mends what it left."));
        if (!status.jobs().isEmpty()) {
            lines.add("at work  " + status.jobs().stream().map(LockText::job).collect(Collectors.joining(", ")));
            if (!status.isHeld()) {
                lines.add("Nobody waits for that any more: the next deploy ends it, or waits for it.");
            }
        }
        return lines;
    }

    /** {@code build of number 7} of {@code 7-build-1}. */
    private static String job(String name) {
        return name.replaceFirst("^(\\d+)-(.*)-\\d+$", "$2 of number $1");
    }

    private static String lasted(String since, String now) {
        try {
            Instant begun = NOTE.parse(since, Instant::from);
            return HostTime.parse(now)
                    .map(at -> Duration.between(begun, at))
                    .filter(lasted -> !lasted.isNegative() && !lasted.isZero())
                    .map(lasted -> ", for " + ReleaseText.took(lasted.toMillis()))
                    .orElse("");
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    static String json(LockStatus status) {
        LockNote note = status.note().orElse(new LockNote("", "", ""));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", 1);
        object.put("held", status.isHeld());
        object.put("who", note.who());
        object.put("verb", note.verb());
        object.put("since", note.since().replaceFirst("^(\\S+) (\\S+) UTC$", "$1T$2Z"));
        object.put("number", status.number());
        object.put(
                "step", status.isUnderWay() ? status.intent().map(Intent::step).orElse("") : "");
        object.put("cutOff", status.cutOff().map(Intent::cutOff).orElse(""));
        object.put("jobs", status.jobs());
        return JsonLine.of(object);
    }
}
