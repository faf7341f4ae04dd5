package io.deploytodev.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Schedule;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.schedule.Installation;
import io.deploytodev.schedule.Tick;
import io.deploytodev.schedule.Unattended;
import io.deploytodev.schedule.Upcoming;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code schedule} says; pure. */
final class ScheduleText {

    private static final int SCHEMA = 1;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private ScheduleText() {}

    /** For people. */
    static List<String> lines(DeployConfig config, List<Upcoming> all, Optional<String> timer, Instant now) {
        List<String> lines = new ArrayList<>();
        if (all.isEmpty()) {
            return List.of(
                    config.file() + " names no schedules.", "deploy-to-dev config --example shows how one is written.");
        }
        lines.add(config.project() + ", " + config.file() + ": "
                + (all.size() == 1 ? "a schedule" : all.size() + " schedules") + ", "
                + timer.map(name -> "asked for each minute by " + name + ".")
                        .orElse("and no timer of this machine asks for them (schedule install)."));
        for (Upcoming each : all) {
            Schedule schedule = each.schedule();
            ZoneId zone = schedule.zone();
            lines.add("");
            lines.add(schedule.name() + "  " + schedule.cron() + "  " + zone + "  to " + schedule.host()
                    + schedule.ref().map(ref -> ", " + ref).orElse("")
                    + (schedule.services().isEmpty() ? "" : ", only " + String.join(" ", schedule.services())));
            each.running()
                    .ifPresent(since ->
                            lines.add("  now   runs, since " + moment(since, zone) + " (" + length(since, now) + ")"));
            each.overdue()
                    .filter(due -> each.running().isEmpty())
                    .ifPresent(due -> lines.add("  now   due since " + moment(due, zone)));
            lines.add("  next  "
                    + (each.next().isEmpty()
                            ? "never"
                            : each.next().stream().map(due -> moment(due, zone)).collect(Collectors.joining(", "))));
            lines.add("  last  " + each.last().map(last -> last(last, zone)).orElse("none yet"));
        }
        return lines;
    }

    private static String last(Upcoming.Last last, ZoneId zone) {
        return moment(last.began(), zone) + ", " + last.outcome().outcome() + " after "
                + length(last.began(), last.ended())
                + (last.outcome().isWell()
                        ? ""
                        : " (exit code " + last.outcome().exitCode() + ")") + ": "
                + last.outcome().what();
    }

    private static String moment(Instant moment, ZoneId zone) {
        return MOMENT.format(moment.atZone(zone));
    }

    private static String length(Instant from, Instant until) {
        Duration length = Duration.between(from, until);
        return length.toHours() > 0
                ? length.toHours() + "h " + length.toMinutesPart() + "m"
                : length.toMinutes() > 0
                        ? length.toMinutes() + "m " + length.toSecondsPart() + "s"
                        : length.toSeconds() + "s";
    }

    /** One run that a tick made. */
    static List<String> ended(Tick.Done done) {
        return List.of(
                done.schedule().name() + ", due "
                        + moment(done.due(), done.schedule().zone())
                        + (done.missed() == 0 ? "" : " and " + done.missed() + " times before that") + ": "
                        + done.outcome().outcome(),
                "  " + done.outcome().what());
    }

    /** For programs: a line for each schedule. */
    static String json(Upcoming each) {
        Schedule schedule = each.schedule();
        ObjectNode object = JsonLine.object();
        object.put("schema", SCHEMA);
        object.put("schedule", schedule.name());
        object.put("cron", schedule.cron().text());
        object.put("zone", schedule.zone().getId());
        object.put("host", schedule.host());
        object.put("ref", schedule.ref().orElse(""));
        ArrayNode services = object.putArray("services");
        schedule.services().forEach(services::add);
        ArrayNode next = object.putArray("next");
        each.next().forEach(due -> next.add(due.toString()));
        object.put("overdue", each.overdue().map(Instant::toString).orElse(""));
        object.put("running", each.running().map(Instant::toString).orElse(""));
        ObjectNode last = object.putObject("last");
        each.last().ifPresent(run -> last.put("due", run.due().toString())
                .put("began", run.began().toString())
                .put("ended", run.ended().toString())
                .put("outcome", run.outcome().outcome())
                .put("exitCode", run.outcome().exitCode())
                .put("what", run.outcome().what())
                .put("release", run.outcome().release().orElse("")));
        return JsonLine.of(object);
    }

    /** What {@code check} found. */
    static String checked(Unattended.Report report) {
        ObjectNode object = action("check");
        addAll(object, "well", report.well());
        addAll(
                object,
                "failures",
                report.failures().stream().map(DeployFailure::what).toList());
        return JsonLine.of(object);
    }

    /** What {@code install} did. */
    static String installed(Path launcher, Installation.Installed installed) {
        ObjectNode object = action("install");
        object.put("timer", installed.timer());
        object.put("changed", installed.isNew());
        object.put("launcher", launcher.toString());
        addAll(object, "written", installed.written().keySet());
        addAll(object, "removed", installed.removed());
        addAll(object, "notes", installed.troubles());
        return JsonLine.of(object);
    }

    /** That a timer was taken away. */
    static String removed(List<String> removed) {
        ObjectNode object = action("remove");
        addAll(object, "removed", removed);
        return JsonLine.of(object);
    }

    private static ObjectNode action(String word) {
        return JsonLine.object().put("schema", SCHEMA).put("action", word);
    }

    private static void addAll(ObjectNode object, String key, Collection<String> texts) {
        ArrayNode array = object.putArray(key);
        texts.forEach(array::add);
    }
}
