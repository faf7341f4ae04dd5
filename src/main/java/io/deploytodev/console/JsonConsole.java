package io.deploytodev.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.CommandEnded;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.ProblemFound;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStarted;
import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.event.PlannedAction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One JSON object a line, always UTF-8, for programs. docs/events.md says what stands in them, docs/events.schema.json
 * says it to a validator. Fields and events may be added; none changes its meaning without a new {@code schema}.
 */
final class JsonConsole implements Console {

    private static final int SCHEMA = 1;

    private final Object lock = new Object();
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();
    private boolean closed;

    JsonConsole(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(DeployEvent event) {
        synchronized (lock) {
            if (!closed) {
                write(event);
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

    /** Each line is complete before any of it is written, so that a reader never meets half an object. */
    private void write(DeployEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            new Fields(generator).dispatch(event);
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write(line.toByteArray(), 0, line.size());
        out.flush();
    }

    private static final class Fields extends EventSwitch {

        private final JsonGenerator json;

        Fields(JsonGenerator json) {
            this.json = json;
        }

        @Override
        void on(RunStarted event) {
            begin("runStarted", event.at());
            text("verb", event.verb());
            text("project", event.project());
            text("host", event.host());
            list("steps", event.steps());
        }

        @Override
        void on(StepStarted event) {
            begin("stepStarted", event.at());
            text("step", event.step());
        }

        @Override
        void on(StepProgress event) {
            begin("stepProgress", event.at());
            text("step", event.step());
            number("done", event.done());
            number("total", event.total());
            text("unit", lower(event.unit()));
        }

        @Override
        void on(StepStatus event) {
            begin("stepStatus", event.at());
            text("step", event.step());
            text("status", event.status());
        }

        @Override
        void on(StepOutput event) {
            begin("stepOutput", event.at());
            text("step", event.step());
            text("line", event.line());
        }

        @Override
        void on(StepFinished event) {
            begin("stepFinished", event.at());
            text("step", event.step());
            text("outcome", lower(event.outcome()));
            text("detail", event.detail());
            took("tookMs", event.took());
        }

        @Override
        void on(Notice event) {
            begin("notice", event.at());
            text("message", event.message());
        }

        @Override
        void on(Planned event) {
            begin("planned", event.at());
            text("release", event.release());
            text("from", event.from());
            truth("nothingToDo", event.isNothingToDo());
            array("actions", () -> event.actions().forEach(this::action));
        }

        @Override
        void on(RunSucceeded event) {
            begin("runSucceeded", event.at());
            text("outcome", "succeeded");
            number("exitCode", 0);
            text("release", event.release());
            text("summary", event.summary());
            object("urls", () -> event.urls().forEach((name, url) -> text(name, url.toString())));
            object("stepTimesMs", () -> event.stepTimes().forEach(this::took));
            list("criticalPath", event.criticalPath());
            took("tookMs", event.took());
            array("nextCommands", () -> event.nextCommands().forEach(this::nextCommand));
        }

        @Override
        void on(RunFailed event) {
            begin("runFailed", event.at());
            text("outcome", event.isStopped() ? "stopped" : "failed");
            number("exitCode", event.exitCode());
            text("kind", event.kind());
            text("what", event.what());
            text("why", event.why());
            text("next", event.next());
            list("evidence", event.evidence());
            took("tookMs", event.took());
        }

        @Override
        void on(CommandEnded event) {
            begin("commandEnded", event.at());
            text("where", event.where());
            text("command", event.command());
            text("ending", event.ending());
            took("tookMs", event.took());
        }

        @Override
        void on(ProblemFound event) {
            begin("problemFound", event.at());
            text("file", event.file());
            number("line", event.line());
            text("message", event.message());
        }

        private void action(PlannedAction action) {
            write(json::writeStartObject);
            text("area", lower(action.area()));
            text("action", lower(action.kind()));
            list("subjects", action.subjects());
            number("count", action.count());
            text("cause", action.cause());
            truth("certain", action.certain());
            write(json::writeEndObject);
        }

        private void nextCommand(String command, String purpose) {
            write(json::writeStartObject);
            text("command", command);
            text("purpose", purpose);
            write(json::writeEndObject);
        }

        private void begin(String event, Instant at) {
            number("schema", SCHEMA);
            text("event", event);
            text("at", at.toString());
        }

        private void text(String name, String value) {
            write(() -> json.writeStringField(name, value));
        }

        private void truth(String name, boolean value) {
            write(() -> json.writeBooleanField(name, value));
        }

        private void number(String name, long value) {
            write(() -> json.writeNumberField(name, value));
        }

        private void took(String name, Duration value) {
            number(name, value.toMillis());
        }

        private void list(String name, List<String> values) {
            array(name, () -> values.forEach(value -> write(() -> json.writeString(value))));
        }

        private void array(String name, Runnable content) {
            write(() -> json.writeArrayFieldStart(name));
            content.run();
            write(json::writeEndArray);
        }

        private void object(String name, Runnable content) {
            write(() -> json.writeObjectFieldStart(name));
            content.run();
            write(json::writeEndObject);
        }

        private static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }

        private interface Writing {
            void run() throws IOException;
        }

        /** The generator writes into memory, where nothing can fail. */
        private static void write(Writing writing) {
            try {
                writing.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
