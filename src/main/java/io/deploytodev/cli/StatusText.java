package io.deploytodev.cli;

import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.HostLoad;
import io.deploytodev.host.Amount;
import io.deploytodev.ops.ServiceStatus;
import io.deploytodev.ops.ServiceStatus.Verdict;
import io.deploytodev.ops.StatusReport;
import io.deploytodev.release.HostTime;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of a project on one screen; pure. */
final class StatusText {

    private static final List<String> HEAD =
            List.of("", "SERVICE", "STATE", "UP", "RESTARTS", "CPU", "MEMORY", "PORTS", "IMAGE");

    private static final int FULL_PERCENT = 90;

    private final Paint paint;

    StatusText(boolean color) {
        this.paint = new Paint(color);
    }

    List<String> lines(StatusReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(strong(report.project() + " on " + report.host()) + "  " + report.login());
        lines.add("release  "
                + report.release()
                        .map(release -> release(release, report.now()))
                        .orElse("none: not deployed by this tool"));
        report.health().ifPresent(answer -> lines.add(health(answer)));
        lines.add("lock     " + lock(report));
        report.lock()
                .cutOff()
                .ifPresent(intent ->
                        lines.add("cut off  " + intent.cutOff() + "; the next deploy or rollback mends what it left."));
        lines.add("host     " + host(report.load()));
        lines.add("");
        if (report.services().isEmpty()) {
            lines.add("There is no container.");
            return lines;
        }
        table(report, lines);
        return lines;
    }

    private void table(StatusReport report, List<String> lines) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        report.services().forEach(each -> rows.add(row(each, report.now())));
        List<String> table = TextTable.lines(rows);
        lines.add(paint.as(Paint.FAINT, table.get(0)));
        for (int i = 0; i < report.services().size(); i++) {
            ServiceStatus each = report.services().get(i);
            lines.add(paint.as(color(each.verdict()), table.get(i + 1).substring(0, 1))
                    + table.get(i + 1).substring(1));
            if (!each.remark().isEmpty() && each.look().isPresent()) {
                lines.add("    " + paint.as(each.isTrouble() ? color(each.verdict()) : Paint.FAINT, each.remark()));
            }
        }
    }

    private static List<String> row(ServiceStatus each, Instant now) {
        String mark = mark(each.verdict());
        if (each.look().isEmpty()) {
            return List.of(mark, each.service(), each.remark(), "", "", "", "", "", "");
        }
        ContainerLook look = each.look().get();
        ContainerState state = look.state();
        return List.of(
                mark,
                each.service(),
                state(each, state, now),
                state.isRunning() && state.startedAt() != null ? age(Duration.between(state.startedAt(), now)) : "-",
                Integer.toString(state.restartCount()),
                each.processors().isPresent()
                        ? String.format(Locale.ROOT, "%.0f%%", each.processors().getAsDouble() * 100)
                        : "-",
                memory(each, look),
                look.ports().isEmpty() ? "-" : String.join(",", look.ports()),
                look.image());
    }

    private static String state(ServiceStatus each, ContainerState state, Instant now) {
        String word = state.status().name().toLowerCase(Locale.ROOT);
        if (state.hasEnded()) {
            Instant ended = state.endedAt();
            return word + " (" + state.exitCode() + ")"
                    + (ended == null ? "" : " " + age(Duration.between(ended, now)) + " ago");
        }
        if (state.health() == Health.STARTING && each.verdict() == Verdict.WELL) {
            return "answers";
        }
        return state.health() == Health.NONE ? word : state.health().name().toLowerCase(Locale.ROOT);
    }

    private static String memory(ServiceStatus each, ContainerLook look) {
        return each.use()
                .map(use -> Amount.of(use.memoryBytes())
                        + (look.memoryLimit().isPresent()
                                ? " of " + Amount.of(look.memoryLimit().getAsLong())
                                : ""))
                .orElse("-");
    }

    private static String release(Release release, Instant now) {
        return release.id()
                + HostTime.parse(release.startedAt())
                        .map(at -> ", " + age(Duration.between(at, now)) + " ago")
                        .orElse("")
                + " by " + release.from()
                + (release.commit().isEmpty()
                        ? ""
                        : ", " + release.commit() + (release.branch().isEmpty() ? "" : " of " + release.branch())
                                + (release.dirty() ? " with changes" : ""))
                + (release.isAdopted() ? ", started by hand" : "");
    }

    private String health(StatusReport.Answer answer) {
        String said = (answer.asked().isEmpty() ? "" : answer.asked() + " ")
                + answer.said()
                + (answer.asked().isEmpty() ? "" : " in " + answer.took().toMillis() + " ms");
        return "health   " + (answer.isGood() ? said : paint.as(Paint.RED, "✖ " + said));
    }

    private static String lock(StatusReport report) {
        LockNote note = report.lock().note().orElse(null);
        if (note == null) {
            return report.lock().jobs().isEmpty() ? "free" : "free, but work of a deploy that died goes on";
        }
        return note.who() + " is at work" + (note.verb().isEmpty() ? "" : ": " + note.verb())
                + (note.since().isEmpty() ? "" : ", since " + note.since());
    }

    private String host(HostLoad load) {
        String disks = load.disks().stream()
                .map(disk -> percent(disk.bytes() - disk.free(), disk.bytes(), "disk " + disk.mount() + " ") + ", "
                        + Amount.of(disk.free()) + " free")
                .collect(Collectors.joining(" · "));
        return disks
                + " · " + percent(load.memory() - load.memoryAvailable(), load.memory(), "memory ") + " of "
                + Amount.of(load.memory())
                + " · load " + String.format(Locale.ROOT, "%.1f", load.load()) + " on " + load.processors()
                + (load.processors() == 1 ? " processor" : " processors")
                + " · up " + age(load.up());
    }

    private String percent(long part, long whole, String what) {
        long percent = whole == 0 ? 0 : Math.round(100.0 * part / whole);
        return percent >= FULL_PERCENT ? paint.as(Paint.RED, what + percent + "%") : what + percent + "%";
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case BROKEN, MISSING -> "✖";
            case UNSTEADY -> "●";
            case WELL -> "✔";
            case DONE -> "○";
        };
    }

    private static int color(Verdict verdict) {
        return switch (verdict) {
            case BROKEN, MISSING -> Paint.RED;
            case UNSTEADY -> Paint.YELLOW;
            case WELL -> Paint.GREEN;
            case DONE -> Paint.FAINT;
        };
    }

    /** In its largest unit: {@code 3d}, {@code 4h}, {@code 5m}, {@code 6s}. */
    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private String strong(String text) {
        return paint.as(Paint.STRONG, text);
    }
}
