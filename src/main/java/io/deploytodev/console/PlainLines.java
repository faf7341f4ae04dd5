package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.CommandEnded;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes lines of events. Used by one thread at a time. */
final class PlainLines extends EventSwitch {

    /** A fact that is still true after so long is worth saying again: silence looks like a hang. */
    private static final Duration REPEAT = Duration.ofSeconds(60);

    private static final Duration PROGRESS_AT_MOST_EVERY = Duration.ofSeconds(3);
    private static final Duration PROGRESS_AT_LEAST_EVERY = Duration.ofSeconds(15);
    private static final int PROGRESS_STEP_PERCENT = 10;

    private final Consumer<Line> out;
    private final boolean verbose;
    private final Map<String, Talk> talks = new HashMap<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private @Nullable Instant startedAt;
    private String verb = "run";
    private int column;

    PlainLines(Consumer<Line> out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    @Override
    void on(RunStarted event) {
        startedAt = event.at();
        verb = event.verb();
        column = event.steps().stream().mapToInt(Line::width).max().orElse(0);
        String host = event.host().isEmpty() ? "" : " on " + event.host();
        String at = ", " + event.at().truncatedTo(ChronoUnit.SECONDS);
        say(event.at(), Line.of(event.verb() + " " + event.project() + host + at));
    }

    @Override
    void on(StepStarted event) {
        talk(event.step()).saidAt = event.at();
        say(event.at(), event.step(), Line.of("started"));
    }

    @Override
    void on(StepProgress event) {
        Talk talk = talk(event.step());
        if (talk.progress == null) {
            talk.progress = new Progress(event);
        } else {
            talk.progress.add(event);
        }
        Progress progress = talk.progress;
        boolean further = progress.percent() >= talk.percent + PROGRESS_STEP_PERCENT;
        if (talk.silentFor(event.at()).compareTo(further ? PROGRESS_AT_MOST_EVERY : PROGRESS_AT_LEAST_EVERY) < 0) {
            return;
        }
        talk.saidAt = event.at();
        talk.percent = progress.percent();
        String rate = progress.rate(event.at());
        say(
                event.at(),
                event.step(),
                Line.of((progress.isMeasured() ? progress.percent() + "%, " : "")
                        + progress.counts()
                        + (rate.isEmpty() ? "" : ", " + rate)));
    }

    @Override
    void on(StepStatus event) {
        Map<String, Instant> said = talk(event.step()).said;
        Instant before = said.get(event.status());
        if (!event.status().isEmpty() && (before == null || !before.plus(REPEAT).isAfter(event.at()))) {
            said.put(event.status(), event.at());
            say(event.at(), event.step(), Line.of(event.status()));
        }
    }

    /** A long build's latest line now and then shows that it goes on; what matters of a failed one, the failure holds. */
    @Override
    void on(StepOutput event) {
        Talk talk = talk(event.step());
        boolean due = talk.silentFor(event.at()).compareTo(PROGRESS_AT_LEAST_EVERY) >= 0;
        if (verbose || due) {
            talk.saidAt = event.at();
            say(event.at(), event.step(), Line.of("  | ", Tone.FAINT).and(event.line()));
        }
    }

    @Override
    void on(CommandEnded event) {
        if (verbose) {
            String ending = event.ending().isEmpty() ? "" : ", " + event.ending();
            say(
                    event.at(),
                    Line.of("$ " + event.where() + ": ", Tone.FAINT)
                            .and(event.command())
                            .and("  (" + Format.took(event.took()) + ending + ")", Tone.FAINT));
        }
    }

    /** Why a step failed stands in the report of the failure, which follows the run; here only what that leaves out. */
    @Override
    void on(StepFinished event) {
        talks.remove(event.step());
        String took = Format.took(event.took());
        Line ending =
                switch (event.outcome()) {
                    case DONE -> Line.of("done", Tone.GOOD).and(" in " + took);
                    case UNCHANGED -> Line.of("unchanged", Tone.GOOD).and(", " + took);
                    case FAILED -> Line.of("FAILED", Tone.BAD).and(" after " + took);
                    case CANCELLED -> Line.of("stopped", Tone.WARNING).and(" after " + took);
                };
        switch (event.outcome()) {
            case FAILED -> failed.put(event.step(), event.detail());
            case DONE, UNCHANGED -> ending = ending.and(event.detail().isEmpty() ? "" : ": " + event.detail());
            case CANCELLED -> {}
        }
        say(event.at(), event.step(), ending);
    }

    @Override
    void on(Notice event) {
        if (notices.add(event.message())) {
            say(event.at(), note(event.message()));
        }
    }

    @Override
    void on(Planned event) {
        section(new PlanText(event).lines());
        out.accept(Line.EMPTY);
    }

    @Override
    void on(RunSucceeded event) {
        Summary summary = new Summary(event, Glyphs.ASCII);
        say(
                event.at(),
                Line.of(verb + " done", Tone.GOOD)
                        .and(" in " + Format.took(event.took()))
                        .and(event.summary().isEmpty() ? "" : ": " + event.summary()));
        section(notices.stream().map(notice -> Line.of("  ").and(note(notice))).toList());
        section(summary.stepTimes());
        section(summary.facts(0));
        section(summary.nextCommands(0));
    }

    @Override
    void on(RunFailed event) {
        failed.values().removeIf(detail -> detail.isEmpty() || detail.equals(event.what()));
        failed.forEach((step, detail) -> say(event.at(), step, Line.of(detail)));
        section(notices.stream().map(notice -> Line.of("  ").and(note(notice))).toList());
        Line outcome =
                event.isStopped() ? Line.of(verb + " stopped", Tone.WARNING) : Line.of(verb + " FAILED", Tone.BAD);
        say(event.at(), outcome.and(" after " + Format.took(event.took())));
    }

    private static Line note(String message) {
        return Line.of("note: ", Tone.WARNING).and(message);
    }

    private Talk talk(String step) {
        return talks.computeIfAbsent(step, name -> new Talk());
    }

    private void section(List<Line> section) {
        if (!section.isEmpty()) {
            out.accept(Line.EMPTY);
            section.forEach(out);
        }
    }

    private void say(Instant at, String step, Line text) {
        say(at, Line.of(Line.padded(step, column) + "  ").and(text));
    }

    private void say(Instant at, Line text) {
        Duration elapsed = startedAt == null ? Duration.ZERO : Duration.between(startedAt, at);
        out.accept(Line.of(Format.clock(elapsed) + "  ", Tone.FAINT).and(text));
    }

    /** What has been said about a step that is running, so that it is not said twice. */
    private static final class Talk {
        private final Map<String, Instant> said = new HashMap<>();
        private @Nullable Progress progress;
        private @Nullable Instant saidAt;
        private int percent;

        Duration silentFor(Instant now) {
            return saidAt == null ? PROGRESS_AT_LEAST_EVERY : Duration.between(saidAt, now);
        }
    }
}
