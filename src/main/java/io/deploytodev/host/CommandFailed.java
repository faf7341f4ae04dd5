package io.deploytodev.host;

import java.util.List;

/** A command ended with an exit code that it should not end with, or not in time. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As many lines of stderr as help to understand, and fit a screen. */
    private static final int EVIDENCE_LINES = 15;

    /** The exit code of a shell that does not find a program. */
    public static final int NOT_STARTED = 127;

    private final int exitCode;
    private final String stderr;
    private final String stdout;

    public CommandFailed(Command<?> command, CommandResult result) {
        super(command.argv().get(0) + " ended with exit code " + result.exitCode());
        this.exitCode = result.exitCode();
        this.stderr = result.stderr();
        this.stdout = result.text();
    }

    public CommandFailed(Command<?> command, String why) {
        this(command, why, -1);
    }

    private CommandFailed(Command<?> command, String why, int exitCode) {
        super(command.argv().get(0) + ": " + why);
        this.exitCode = exitCode;
        this.stderr = why;
        this.stdout = "";
    }

    /** The program could not be started; the same exit code as where a shell would have started it. */
    static CommandFailed notStarted(Command<?> command, String why) {
        return new CommandFailed(command, why, NOT_STARTED);
    }

    /** The exit code, or -1 when the command did not end by itself. */
    public int exitCode() {
        return exitCode;
    }

    public String stderr() {
        return stderr;
    }

    /** The lines that the command said, from stderr if it said anything there. */
    public List<String> lines() {
        return (stderr.isBlank() ? stdout : stderr)
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    /** All of its lines. */
    public String said() {
        return String.join("\n", lines());
    }

    /** The last of its lines. */
    public List<String> lastLines() {
        List<String> lines = lines();
        return lines.subList(Math.max(0, lines.size() - EVIDENCE_LINES), lines.size());
    }
}
