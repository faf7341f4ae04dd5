package io.deploytodev.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a start of the program prints and ends with. */
record ProgramRun(int exitCode, String out, String err) {

    static ProgramRun of(String... args) {
        return of(Map.of(), args);
    }

    static ProgramRun of(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Program program = new Program(
                environment,
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                new LastWords(),
                commandLine -> commandLine
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF)));
        int exitCode = Main.run(program, args);
        return new ProgramRun(exitCode, out + shown.toString(StandardCharsets.UTF_8), err.toString());
    }

    /** The program with all its verbs, for those who look at it. */
    static CommandSpec program() {
        return new Program(
                        Map.of(),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        new LastWords(),
                        UnaryOperator.identity())
                .whole()
                .getCommandSpec();
    }
}
