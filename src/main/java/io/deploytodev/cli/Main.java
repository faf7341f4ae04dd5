package io.deploytodev.cli;

import io.deploytodev.failure.FailureKind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
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

    private Main() {}

    public static void main(String[] args) {
        LastWords lastWords = new LastWords();
        UserInterrupt interrupt = UserInterrupt.watch(lastWords);
        interrupt.exit(run(System.getenv(), lastWords, args));
    }

    private static int run(Map<String, String> environment, LastWords lastWords, String... args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        CommandLine commandLine = commandLine(environment, out);
        commandLine.getSubcommands().values().stream()
                .map(CommandLine::getCommand)
                .filter(LastWords.Speaker.class::isInstance)
                .forEach(verb -> ((LastWords.Speaker) verb).leavesWith(lastWords));
        return run(commandLine, args);
    }

    /** Past everything that might wait. */
    static void sayAtTheEnd(String line) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println(line);
    }

    static int run(CommandLine commandLine, String... args) {
        return args.length == 0 ? usage(commandLine) : commandLine.execute(args);
    }

    /** @param out for what a run shows; what picocli itself prints has its own */
    static CommandLine commandLine(Map<String, String> environment, PrintStream out) {
        FailureReporter reporter = new FailureReporter(environment, out, Clock.systemUTC());
        CommandLine commandLine = new CommandLine(new Main())
                .addSubcommand(new InitCommand(environment, out, Path.of(""), Questions.whereThereIsATerminal()))
                .addSubcommand(new DeployCommand(environment, out))
                .addSubcommand(new PlanCommand(environment, out))
                .addSubcommand(new RollbackCommand(environment, out))
                .addSubcommand(new StatusCommand(environment, out))
                .addSubcommand(new ReleasesCommand(environment, out))
                .addSubcommand(new LockCommand(environment, out))
                .addSubcommand(new UnlockCommand(environment, out))
                .addSubcommand(new AuditCommand(environment, out))
                .addSubcommand(new PruneCommand(environment, out))
                .addSubcommand(new BackupCommand(environment, out))
                .addSubcommand(new RestoreCommand(environment, out))
                .addSubcommand(new RestartCommand(environment, out))
                .addSubcommand(new StopCommand(environment, out))
                .addSubcommand(new StartCommand(environment, out))
                .addSubcommand(new DownCommand(environment, out))
                .addSubcommand(new CommandLine(new ExecCommand(environment, out)).setStopAtPositional(true))
                .addSubcommand(new ShellCommand(environment, out))
                .addSubcommand(new CommandLine(new SshCommand(environment)).setStopAtPositional(true))
                .addSubcommand(new HealthCommand(environment, out))
                .addSubcommand(new LogsCommand(environment, out))
                .addSubcommand(new ScheduleCommand(environment, out))
                .addSubcommand(new DoctorCommand(environment, out))
                .addSubcommand(new ReportCommand(environment, out))
                .addSubcommand(new ConfigCommand(environment))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new CandidatesCommand(environment))
                .setParameterExceptionHandler(reporter)
                .setExecutionExceptionHandler(reporter);
        HelpLayout.applyTo(commandLine);
        return commandLine;
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(commandLine.getErr());
        return FailureKind.USAGE.exitCode();
    }
}
