package io.deploytodev.cli;

import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.WarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Puts the program together. */
@Command(
        name = "deploy-to-dev",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Takes the code on this machine to a healthy service on a dev server.",
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev deploy              bring the code to the server",
            "  deploy-to-dev help deploy         how that is used",
            "  deploy-to-dev help exit-codes     what the code means that it ended with"
        })
public final class Main {

    /** The verbs that need a host whatever else they are told. */
    private static final Set<String> LOG_IN = Set.of(
            "deploy",
            "plan",
            "rollback",
            "status",
            "releases",
            "lock",
            "unlock",
            "audit",
            "prune",
            "backup",
            "restore",
            "restart",
            "stop",
            "start",
            "down",
            "exec",
            "shell",
            "health",
            "logs",
            "doctor",
            "report");

    /** Stands for the program before picocli; see {@link Program}. */
    Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && LOG_IN.contains(args[0])) {
            WarmUp.begin();
        }
        LastWords lastWords = new LastWords();
        UserInterrupt interrupt = UserInterrupt.watch(lastWords);
        interrupt.exit(run(System.getenv(), lastWords, args));
    }

    private static int run(Map<String, String> environment, LastWords lastWords, String... args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        return run(new Program(environment, out, lastWords, UnaryOperator.identity()), args);
    }

    /** Past everything that might wait. */
    static void sayAtTheEnd(String line) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println(line);
    }

    static int run(Program program, String... args) {
        return args.length == 0 ? usage(program.whole()) : program.run(args);
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(commandLine.getErr());
        return FailureKind.USAGE.exitCode();
    }
}
