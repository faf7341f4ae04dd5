package io.deploytodev.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * The program with its verbs. To put all of them together costs more time than most of them take, so a line that begins
 * with a verb gets that one alone; whatever has to know the others, or is about them, gets all.
 */
final class Program {

    /** In the order of the help. */
    static final List<String> VERBS = List.of(
            "init",
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
            "ssh",
            "health",
            "logs",
            "schedule",
            "doctor",
            "report",
            "config",
            "help",
            "completion",
            "candidates");

    /** What they say is about the others. */
    private static final Set<String> OF_ALL = Set.of("help", "completion");

    /** Behind the first word all is the command's own. */
    private static final Set<String> WITH_A_COMMAND = Set.of("exec", "ssh");

    private final Map<String, String> environment;
    private final PrintStream out;
    private final LastWords lastWords;
    private final UnaryOperator<CommandLine> dressed;

    /**
     * @param out for what a run shows; what picocli itself prints has its own
     * @param dressed how picocli's own prints
     */
    Program(Map<String, String> environment, PrintStream out, LastWords lastWords, UnaryOperator<CommandLine> dressed) {
        this.environment = environment;
        this.out = out;
        this.lastWords = lastWords;
        this.dressed = dressed;
    }

    /** Runs a line, and says with which code the program ends. */
    int run(String... line) {
        if (!isOfOneVerb(line)) {
            return whole().execute(line);
        }
        // A line that it does not understand may be meant for another.
        return with(List.of(line[0])).setParameterExceptionHandler(new AskAll()).execute(line);
    }

    /**
     * No lambda: the JVM's archive of classes leaves out whatever is old, as picocli's class files are, and took part in
     * one.
     */
    private final class AskAll implements IParameterExceptionHandler {

        @Override
        public int handleParseException(ParameterException e, String[] words) {
            return whole().execute(words);
        }
    }

    /** With all verbs. */
    CommandLine whole() {
        CommandLine program = with(VERBS);
        HelpLayout.applyTo(program);
        return program;
    }

    /** Help has the others beside it, and a file of words ({@code @file}) may ask for it. */
    static boolean isOfOneVerb(String... line) {
        return line.length > 0
                && VERBS.contains(line[0])
                && !OF_ALL.contains(line[0])
                && Arrays.stream(line).noneMatch(Program::mayAskForHelp);
    }

    private static boolean mayAskForHelp(String word) {
        boolean isShort = word.startsWith("-") && !word.startsWith("--");
        return word.startsWith("@")
                || word.startsWith("--help")
                || word.startsWith("--version")
                || (isShort && (word.contains("h") || word.contains("V")));
    }

    private CommandLine with(List<String> verbs) {
        FailureReporter reporter = new FailureReporter(environment, out, Clock.systemUTC());
        CommandLine program = new CommandLine(new Main());
        for (String name : verbs) {
            Object verb = verb(name);
            if (verb instanceof LastWords.Speaker speaker) {
                speaker.leavesWith(lastWords);
            }
            program.addSubcommand(new CommandLine(verb).setStopAtPositional(WITH_A_COMMAND.contains(name)));
        }
        return dressed.apply(program.setParameterExceptionHandler(reporter).setExecutionExceptionHandler(reporter));
    }

    private Object verb(String name) {
        return switch (name) {
            case "init" -> new InitCommand(environment, out, Path.of(""), Questions.whereThereIsATerminal());
            case "deploy" -> new DeployCommand(environment, out);
            case "plan" -> new PlanCommand(environment, out);
            case "rollback" -> new RollbackCommand(environment, out);
            case "status" -> new StatusCommand(environment, out);
            case "releases" -> new ReleasesCommand(environment, out);
            case "lock" -> new LockCommand(environment, out);
            case "unlock" -> new UnlockCommand(environment, out);
            case "audit" -> new AuditCommand(environment, out);
            case "prune" -> new PruneCommand(environment, out);
            case "backup" -> new BackupCommand(environment, out);
            case "restore" -> new RestoreCommand(environment, out);
            case "restart" -> new RestartCommand(environment, out);
            case "stop" -> new StopCommand(environment, out);
            case "start" -> new StartCommand(environment, out);
            case "down" -> new DownCommand(environment, out);
            case "exec" -> new ExecCommand(environment, out);
            case "shell" -> new ShellCommand(environment, out);
            case "ssh" -> new SshCommand(environment);
            case "health" -> new HealthCommand(environment, out);
            case "logs" -> new LogsCommand(environment, out);
            case "schedule" -> new ScheduleCommand(environment, out);
            case "doctor" -> new DoctorCommand(environment, out);
            case "report" -> new ReportCommand(environment, out);
            case "config" -> new ConfigCommand(environment);
            case "help" -> new HelpCommand();
            case "completion" -> new CompletionCommand();
            case "candidates" -> new CandidatesCommand(environment);
            default -> throw new IllegalArgumentException(name + " is no verb");
        };
    }
}
