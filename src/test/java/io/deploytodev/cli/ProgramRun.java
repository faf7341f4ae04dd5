package io.deploytodev.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** What a start of the program prints and ends with. */
record ProgramRun(int exitCode, String out, String err) {

    static ProgramRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int exitCode = Main.run(commandLine, args);
        return new ProgramRun(exitCode, out.toString(), err.toString());
    }
}
