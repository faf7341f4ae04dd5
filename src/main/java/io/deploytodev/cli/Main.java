package io.deploytodev.cli;

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
            "Exit codes: 0 done, 1 defect of this tool, 2 command line, 3 configuration,",
            "4 connection, 5 dev host lacks something, 6 locked, 7 sync, 8 build,",
            "9 infrastructure, 10 rollout, 11 health, 12 rolled back, 130 stopped."
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        UserInterrupt interrupt = UserInterrupt.watch();
        int exitCode = run(System.getenv(), args);
        interrupt.close();
        System.exit(exitCode);
    }

    static int run(Map<String, String> environment, String... args) {
        return run(commandLine(environment), args);
    }

    static int run(CommandLine commandLine, String... args) {
        return args.length == 0 ? usage(commandLine) : commandLine.execute(args);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new DeployCommand(environment))
                .setExecutionExceptionHandler(new FailureReporter());
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE.number();
    }
}
