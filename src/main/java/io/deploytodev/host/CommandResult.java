package io.deploytodev.host;

import java.nio.charset.StandardCharsets;

/** What a command left behind. */
public final class CommandResult {

    private final int exitCode;
    private final byte[] stdout;
    private final String stderr;

    public CommandResult(int exitCode, byte[] stdout, String stderr) {
        this.exitCode = exitCode;
        this.stdout = stdout.clone();
        this.stderr = stderr;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The standard output as bytes, for not all output is text. */
    public byte[] stdout() {
        return stdout.clone();
    }

    /** The standard output as UTF-8 text. */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    public String stderr() {
        return stderr;
    }
}
