package io.deploytodev.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.host.Daemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program as users start it, watched through the events that it prints. */
final class Client implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(6);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Thread reader;
    private final List<JsonNode> events = new ArrayList<>();
    private boolean over;

    private Client(Process process) {
        this.process = process;
        this.reader = Daemon.start("events of a client", this::read);
    }

    /** Starts a deploy. */
    static Client deploy(Path config) {
        return start(config, "deploy");
    }

    static Client start(Path config, String verb) {
        List<String> words = List.of(
                // A shell that runs this in the background would have it ignore a Ctrl-C.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString(),
                verb,
                "--json",
                "--config",
                config.toString());
        try {
            return new Client(
                    new ProcessBuilder(words).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(parsed(line));
            }
        } catch (IOException e) {
            // Killed: what it said until then is known.
        } finally {
            end();
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("event", "").put("text", line);
        }
    }

    private synchronized void add(JsonNode event) {
        events.add(event);
        notifyAll();
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Waits until a step has begun; a client that ends before is not waited for any longer. */
    boolean awaitStep(String step) {
        return await(event -> event.path("event").asText().equals("stepStarted")
                && event.path("step").asText().equals(step));
    }

    /** Waits until a step that has begun says something: it is at work then. */
    boolean awaitNews(String step) {
        return await(event -> event.path("step").asText().equals(step)
                && !event.path("event").asText().equals("stepStarted"));
    }

    /** Waits for an event; answers whether it came. */
    synchronized boolean await(Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < events.size(); seen++) {
                if (wanted.test(events.get(seen))) {
                    return true;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (over) {
                return false;
            }
            if (left <= 0) {
                throw new AssertionError("what was waited for did not come: " + events);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** The steps that it says it has. */
    List<String> steps() {
        await(event -> event.path("event").asText().equals("runStarted"));
        return events().stream()
                .filter(event -> event.path("event").asText().equals("runStarted"))
                .flatMap(event -> Stream.iterate(0, i -> i < event.path("steps").size(), i -> i + 1)
                        .map(i -> event.path("steps").get(i).asText()))
                .toList();
    }

    synchronized List<JsonNode> events() {
        return List.copyOf(events);
    }

    void kill() {
        process.destroyForcibly();
    }

    /** INT, STOP, CONT. */
    void signal(String name) {
        try {
            // One that has ended already has no use for it.
            int unused = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its end. */
    Ended end(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the client did not end within " + deadline + ":\n" + transcript(events()));
            }
            reader.join(DEADLINE.toMillis());
            return new Ended(process.exitValue(), events());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Ended awaitEnd() {
        return end(DEADLINE);
    }

    /** For whoever has to find out what went wrong. */
    private static String transcript(List<JsonNode> events) {
        return events.stream()
                .filter(event -> !event.path("event").asText().matches("stepProgress|stepOutput"))
                .map(Client::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(JsonNode event) {
        StringBuilder line = new StringBuilder(event.path("at").asText().replaceFirst(".*T(.{12}).*", "$1"));
        event.properties().stream()
                .filter(field -> !field.getKey().matches("schema|at|tookMs|where|steps|stepTimesMs|criticalPath"))
                .forEach(field -> line.append(' ')
                        .append(field.getValue().isTextual() ? field.getValue().asText() : field));
        return line.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How it ended, and all that it said. */
    record Ended(int exitCode, List<JsonNode> events) {

        /** The last word: what failed and why, or the release that serves; nothing of one that was killed. */
        String said() {
            @Nullable JsonNode last = events.isEmpty() ? null : events.get(events.size() - 1);
            if (last == null) {
                return "";
            }
            return switch (last.path("event").asText()) {
                case "runFailed" -> last.path("what").asText();
                case "runSucceeded" -> last.path("summary").asText();
                default -> "";
            };
        }

        String transcript() {
            return "exit code " + exitCode + "\n" + Client.transcript(events);
        }
    }
}
