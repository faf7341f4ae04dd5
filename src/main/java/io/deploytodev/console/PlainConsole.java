package io.deploytodev.console;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line for each fact, for logs, pipes and CI: every line makes sense alone, in the order in which things happened. */
final class PlainConsole implements Console {

    /** A fact that is still true after so long is worth saying again: silence looks like a hang. */
    private static final Duration REPEAT = Duration.ofSeconds(60);

    private static final Duration PROGRESS_AT_MOST_EVERY = Duration.ofSeconds(3);
    private static final Duration PROGRESS_AT_LEAST_EVERY = Duration.ofSeconds(15);
    private static final int PROGRESS_STEP_PERCENT = 10;

    private final Object lock = new Object();
    private final PrintStream out;
    private final Lines lines = new Lines();
    private boolean closed;

    PlainConsole(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(DeployEvent event) {
        synchronized (lock) {
            if (!closed) {
                lines.dispatch(event);
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            out.flush();
        }
    }

    private final class Lines extends EventSwitch {

        private final Map<String, Talk> talks = new HashMap<>();
        private @Nullable Instant startedAt;
        private String verb = "run";
        private int column;

        @Override
        void on(RunStarted event) {
            startedAt = event.at();
            verb = event.verb();
            column = event.steps().stream().mapToInt(Line::width).max().orElse(0);
            String host = event.host().isEmpty() ? "" : " on " + event.host();
            say(
                    event.at(),
                    event.verb() + " " + event.project() + host + ", "
                            + event.at().truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        void on(StepStarted event) {
            talk(event.step()).progressAt = event.at();
            say(event.at(), event.step(), "started");
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
            Duration silent =
                    talk.progressAt == null ? PROGRESS_AT_LEAST_EVERY : Duration.between(talk.progressAt, event.at());
            boolean further = progress.percent() >= talk.percent + PROGRESS_STEP_PERCENT;
            if (silent.compareTo(further ? PROGRESS_AT_MOST_EVERY : PROGRESS_AT_LEAST_EVERY) < 0) {
                return;
            }
            talk.progressAt = event.at();
            talk.percent = progress.percent();
            String rate = progress.rate(event.at());
            say(
                    event.at(),
                    event.step(),
                    (progress.isMeasured() ? progress.percent() + "%, " : "")
                            + progress.counts()
                            + (rate.isEmpty() ? "" : ", " + rate));
        }

        @Override
        void on(StepStatus event) {
            Map<String, Instant> said = talk(event.step()).said;
            Instant before = said.get(event.status());
            if (!event.status().isEmpty()
                    && (before == null || !before.plus(REPEAT).isAfter(event.at()))) {
                said.put(event.status(), event.at());
                say(event.at(), event.step(), event.status());
            }
        }

        @Override
        void on(StepOutput event) {
            say(event.at(), event.step(), "  | " + event.line());
        }

        @Override
        void on(StepFinished event) {
            talks.remove(event.step());
            String took = Format.took(event.took());
            String ending =
                    switch (event.outcome()) {
                        case DONE -> "done in " + took;
                        case UNCHANGED -> "unchanged, " + took;
                        case FAILED -> "FAILED after " + took;
                        case CANCELLED -> "cancelled after " + took;
                    };
            say(event.at(), event.step(), ending + (event.detail().isEmpty() ? "" : ": " + event.detail()));
        }

        @Override
        void on(Notice event) {
            say(event.at(), "note: " + event.message());
        }

        @Override
        void on(RunSucceeded event) {
            Summary summary = new Summary(event, Glyphs.ASCII);
            say(
                    event.at(),
                    verb + " done in " + Format.took(event.took())
                            + (event.summary().isEmpty() ? "" : ": " + event.summary()));
            section(summary.stepTimes());
            section(summary.facts());
            section(summary.nextCommands());
        }

        @Override
        void on(RunFailed event) {
            say(event.at(), verb + " FAILED after " + Format.took(event.took()) + ": " + event.what());
        }

        private Talk talk(String step) {
            return talks.computeIfAbsent(step, name -> new Talk());
        }

        private void section(Iterable<Line> section) {
            boolean first = true;
            for (Line line : section) {
                if (first) {
                    out.println();
                    first = false;
                }
                out.println(line.text());
            }
        }

        private void say(Instant at, String step, String text) {
            say(at, Line.padded(step, column) + "  " + text);
        }

        private void say(Instant at, String text) {
            Duration elapsed = startedAt == null ? Duration.ZERO : Duration.between(startedAt, at);
            out.println(Format.clock(elapsed) + "  " + text.stripTrailing());
        }
    }

    /** What has been said about a step that is running, so that it is not said twice. */
    private static final class Talk {
        private final Map<String, Instant> said = new HashMap<>();
        private @Nullable Progress progress;
        private @Nullable Instant progressAt;
        private int percent;
    }
}
