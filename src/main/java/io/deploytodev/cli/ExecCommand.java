package io.deploytodev.cli;

import io.deploytodev.connection.Whom;
import io.deploytodev.docker.ExecRequest;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.ShellQuoting;
import io.deploytodev.ops.Ended;
import io.deploytodev.ops.Exec;
import io.deploytodev.ops.OnCall;
import io.deploytodev.ops.Streams;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exec}: a command in a service that runs. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "deploy-to-dev exec [OPTIONS] SERVICE [--] CMD [ARG...]",
        description = {
            "Runs a command in a service that runs there, and ends with its exit code. What is piped in, the command",
            "reads; its standard output and standard error stay apart, byte for byte. At a terminal it gets one of its",
            "own, unless -T says otherwise. Options stand before the service."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev exec postgres -- psql -U app",
            "  deploy-to-dev exec postgres pg_dump -U app app > app.sql"
        })
final class ExecCommand extends OnCallVerb {

    @Option(
            names = {"-T", "--no-tty"},
            description = "Give the command no terminal.")
    private boolean noTerminal;

    @Option(
            names = {"-t", "--tty"},
            description = "Give the command a terminal, or fail.")
    private boolean terminal;

    @Option(
            names = {"-n", "--no-stdin"},
            description = "Give the command nothing to read: for loops that read themselves, and for the background.")
    private boolean noInput;

    @Mixin
    private ContainerOptions container = new ContainerOptions();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The program, and what it is told.")
    private List<String> words = new ArrayList<>();

    private OptionalInt refused = OptionalInt.empty();

    ExecCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (terminal && (noTerminal || noInput)) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "-t and " + (noTerminal ? "-T" : "-n") + " exclude each other.",
                    "A terminal is what one types at.",
                    "Keep one of them.");
        }
        if (terminal && !UserTerminal.isThere()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "There is no terminal to give to the command.",
                    "Standard input or standard output is a file or a pipe.",
                    "Leave out -t.");
        }
        List<String> command = command();
        if (command.isEmpty() || (command == words && command.get(0).startsWith("-"))) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    command.isEmpty() ? "There is no command to run." : command.get(0) + " is no command.",
                    "After the service comes the command; options of exec itself stand before the service.",
                    "As in: deploy-to-dev exec " + ShellQuoting.quote(List.of(service)) + " -- ls -l");
        }
    }

    private List<String> command() {
        return !words.isEmpty() && words.get(0).equals("--") ? words.subList(1, words.size()) : words;
    }

    @Override
    int look(OnCall onCall, Whom whom, PrintStream out) {
        ExecRequest request = container.request(command(), environment());
        Ended ended = onCall.ask(served -> {
            Exec exec = new Exec(served, service, container.index());
            return terminal || (!noTerminal && !noInput && UserTerminal.isThere())
                    ? exec.run(request, new UserTerminal(environment()))
                    : exec.run(request, streams());
        });
        refused = ended.refused().isPresent() ? OptionalInt.of(ended.exitCode()) : OptionalInt.empty();
        ended.refused().ifPresent(why -> {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    request.argv().get(0) + " cannot be started in " + service + ".",
                    why,
                    "Correct what it names; to look at what is in the container: deploy-to-dev shell " + service);
        });
        return ended.exitCode();
    }

    /** As a shell says it. */
    @Override
    public int exitCode(DeployFailure failure) {
        return refused.orElseGet(() -> super.exitCode(failure));
    }

    private Streams streams() {
        return new Streams(
                noInput ? InputStream.nullInputStream() : new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }
}
