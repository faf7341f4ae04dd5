package io.deploytodev.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Chooses and opens the console that suits whoever reads the output. */
public final class Consoles {

    /** The ways to show a run. */
    public enum Kind {
        /** A block of lines that is redrawn as things change. */
        LIVE,
        /** A line for each fact. */
        PLAIN,
        /** A JSON object for each event. */
        JSON
    }

    /** What the user asked for. */
    public record Wish(boolean plain, boolean json) {}

    private static final Set<String> NO = Set.of("", "0", "false", "no");

    private Consoles() {}

    /**
     * The kind of console that suits.
     *
     * @param terminal whether the output is a terminal, see {@link #isTerminal()}
     */
    public static Kind choose(Wish wish, boolean terminal, Map<String, String> environment) {
        if (wish.json()) {
            return Kind.JSON;
        }
        String type = environment.getOrDefault("TERM", "");
        boolean ci = !NO.contains(environment.getOrDefault("CI", "").toLowerCase(Locale.ROOT));
        boolean canRedraw = terminal && !type.isEmpty() && !type.equals("dumb");
        return wish.plain() || ci || !canRedraw ? Kind.PLAIN : Kind.LIVE;
    }

    /** Opens a console of that kind; a live one draws on the terminal at the other end of {@code out}. */
    public static Console open(Kind kind, PrintStream out, Map<String, String> environment) {
        return switch (kind) {
            case PLAIN -> new PlainConsole(out);
            case JSON -> new JsonConsole(out);
            case LIVE -> live(out, environment);
        };
    }

    /** Apart, so that JLine is loaded for nobody else. */
    private static Console live(PrintStream out, Map<String, String> environment) {
        Charset charset = outputCharset();
        Look look = new Look(Glyphs.of(charset), hasColor(environment));
        return new LiveConsole(
                () -> SystemTerminal.open(out, charset), SystemTerminal::followWindow, look, InstantSource.system());
    }

    /** By the convention of NO_COLOR: set to anything but nothing. */
    static boolean hasColor(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Whether standard output is a terminal, whatever standard input may be. */
    public static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return testSaysTerminal();
        }
    }

    /** Where there is no /proc. Java's own answer is no help: it also asks of standard input, and changed in 22. */
    private static boolean testSaysTerminal() {
        try {
            ProcessBuilder test = new ProcessBuilder("test", "-t", "1").redirectOutput(ProcessBuilder.Redirect.INHERIT);
            return test.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the locale says: Java 17 has no other word on it, later versions name the output's own. */
    private static Charset outputCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
