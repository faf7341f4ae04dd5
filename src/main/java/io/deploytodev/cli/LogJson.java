package io.deploytodev.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.ops.LogItem;
import io.deploytodev.ops.LogLine;
import io.deploytodev.ops.LogNote;
import io.deploytodev.ops.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Logs for programs: an object for each line, see docs/json.md. */
final class LogJson implements LogSink {

    private static final int SCHEMA = 1;
    private static final int FULL = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final PrintStream out;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * FULL);
    private final JsonGenerator json;
    private final LogStamp stamp = new LogStamp();

    LogJson(PrintStream out) {
        this.out = out;
        try {
            this.json = new JsonFactory().createGenerator(buffer).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hear(List<LogItem> items) {
        try {
            for (LogItem item : items) {
                write(item);
                if (buffer.size() >= FULL && !flush()) {
                    return false;
                }
            }
            return flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(LogItem item) throws IOException {
        LoggedContainer container = item.container();
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("type", type(item));
        json.writeStringField("service", container.service());
        json.writeStringField("container", container.name());
        json.writeStringField(
                "time", item.time() <= 0 ? "" : new String(stamp.of(item.time()), StandardCharsets.US_ASCII));
        if (item instanceof LogLine line) {
            json.writeStringField("stream", line.isStderr() ? "stderr" : "stdout");
            String text = new String(line.bytes(), StandardCharsets.UTF_8);
            boolean isText = isText(text, line.bytes());
            json.writeStringField("line", isText ? text : "");
            json.writeBinaryField("base64", isText ? NOTHING : line.bytes());
            json.writeBooleanField("cut", line.isCut());
        } else if (item instanceof LogNote note) {
            json.writeStringField("message", note.text());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static String type(LogItem item) {
        return item instanceof LogNote note ? note.kind().name().toLowerCase(Locale.ROOT) : "line";
    }

    private static boolean isText(String text, byte[] bytes) {
        return text.indexOf('\ufffd') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }

    private boolean flush() throws IOException {
        json.flush();
        if (buffer.size() > 0) {
            buffer.writeTo(out);
            buffer.reset();
            return !out.checkError();
        }
        return true;
    }
}
