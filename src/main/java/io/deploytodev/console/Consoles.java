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
        /** As plain, with each external command and all that a build or Compose says. */
        VERBOSE,
        /** Nothing but what comes of it. */
        QUIET,
        /** A JSON object for each event. */
        JSON
    }

    /** What the user asked for. */
    public enum Wish {
        /** Whatever suits the output. */
        NONE,
        PLAIN,
        VERBOSE,
        QUIET,
        JSON
    }

    private static final Set<String> NO = Set.of("", "0", "false", "no");

    private Consoles() {}

    /**
     * The kind of console that suits.
     *
     * @param terminal whether the output is a terminal, see {@link #isTerminal()}
     */
    public static Kind choose(Wish wish, boolean terminal, Map<String, String> environment) {
        return switch (wish) {
            case PLAIN -> Kind.PLAIN;
            case VERBOSE -> Kind.VERBOSE;
            case QUIET -> Kind.QUIET;
            case JSON -> Kind.JSON;
            case NONE -> {
                boolean ci = isSet(environment, "CI");
                yield !ci && terminal && !isDumb(environment) ? Kind.LIVE : Kind.PLAIN;
            }
        };
    }

    /** Opens a console of that kind; a live one draws on the terminal at the other end of {@code out}. */
    public static Console open(Kind kind, PrintStream out, Map<String, String> environment) {
        return switch (kind) {
            case PLAIN, VERBOSE ->
                new PlainConsole(out, kind == Kind.VERBOSE, Ansi.of(hasColor(environment, isTerminal())));
            case QUIET -> new QuietConsole(out);
            case JSON -> new JsonConsole(out);
            case LIVE -> live(out, environment);
        };
    }

    /** Apart, so that JLine is loaded for nobody else. */
    private static Console live(PrintStream out, Map<String, String> environment) {
        Charset charset = outputCharset();
        Look look = new Look(Glyphs.of(charset), hasColor(environment, true));
        return new LiveConsole(
                () -> SystemTerminal.open(out, charset), SystemTerminal::followWindow, look, InstantSource.system());
    }

    /**
     * Whether to use colours, by the conventions of no-color.org, bixense.com/clicolors and force-color.org; who wants
     * none has the last word.
     */
    public static boolean hasColor(Map<String, String> environment, boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = environment.getOrDefault("FORCE_COLOR", "");
        if (isSet(environment, "CLICOLOR_FORCE") || isSet(environment, "FORCE_COLOR")) {
            return true;
        }
        boolean refused = forced.equals("0") || forced.equalsIgnoreCase("false");
        return terminal
                && !refused
                && !isDumb(environment)
                && !environment.getOrDefault("CLICOLOR", "1").equals("0");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !NO.contains(environment.getOrDefault(name, "").toLowerCase(Locale.ROOT));
    }

    private static boolean isDumb(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return type.isEmpty() || type.equals("dumb");
    }

    /** Whether standard output is a terminal, whatever standard input may be. */
    public static boolean isTerminal() {
        return isTerminal(1);
    }

    /** Whether standard input is a terminal. */
    public static boolean isInputTerminal() {
        return isTerminal(0);
    }

    /** Whether standard error is a terminal. */
    public static boolean isErrorTerminal() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return testSaysTerminal(descriptor);
        }
    }

    /** Where there is no /proc. Java's own answer is no help: it also asks of standard input, and changed in 22. */
    private static boolean testSaysTerminal(int descriptor) {
        try {
            ProcessBuilder test = new ProcessBuilder("test", "-t", Integer.toString(descriptor));
            return test.inheritIO().start().waitFor() == 0;
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
