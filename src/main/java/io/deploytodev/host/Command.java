package io.deploytodev.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An external command as a value: what to run, what to feed it and how to read its answer. Built by pure functions,
 * run by a {@link Host}.
 *
 * <p>Nothing secret may stand in {@code argv}, for every user of the machine can read it: secrets travel by stdin.
 *
 * @param argv the program and its arguments, unquoted
 * @param stdin what the command reads
 * @param acceptedExitCodes exit codes with which the parser is asked; any other is a {@link CommandFailed}
 * @param deadline after which the command is ended
 * @param parser makes the answer of the output
 * @param whenCut what becomes of it when the link breaks
 */
public record Command<R>(
        List<String> argv,
        Stdin stdin,
        Set<Integer> acceptedExitCodes,
        Duration deadline,
        OutputParser<R> parser,
        WhenCut whenCut) {

    /** Enough for anything that only looks; what takes longer says so. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    public Command {
        argv = List.copyOf(argv);
        acceptedExitCodes = Set.copyOf(acceptedExitCodes);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /** A command whose output does not matter. */
    public static Command<CommandResult> of(List<String> argv) {
        return new Command<>(argv, Stdin.EMPTY, Set.of(0), DEFAULT_DEADLINE, result -> result, new WhenCut.Fails());
    }

    /**
     * A POSIX shell script with positional parameters; the script is a constant, everything that varies is a
     * parameter, so nothing needs quoting by hand.
     */
    public static Command<CommandResult> script(String script, List<String> parameters) {
        var argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        argv.addAll(parameters);
        return of(argv);
    }

    public <S> Command<S> parsedBy(OutputParser<S> other) {
        return new Command<>(argv, stdin, acceptedExitCodes, deadline, other, whenCut);
    }

    public Command<R> fedWith(String text) {
        return fedWith(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Command<R> fedWith(Stdin other) {
        return new Command<>(argv, other, acceptedExitCodes, deadline, parser, whenCut);
    }

    public Command<R> within(Duration other) {
        return new Command<>(argv, stdin, acceptedExitCodes, other, parser, whenCut);
    }

    public Command<R> accepting(Integer... exitCodes) {
        return new Command<>(argv, stdin, Set.of(exitCodes), deadline, parser, whenCut);
    }

    /** The same, run by another program, such as a script that looks first and then becomes the command. */
    public Command<R> startedBy(List<String> program) {
        List<String> all = new ArrayList<>(program);
        all.addAll(argv);
        return new Command<>(all, stdin, acceptedExitCodes, deadline, parser, whenCut);
    }

    /** Says what becomes of it when the link breaks. */
    public Command<R> whenCut(WhenCut other) {
        return new Command<>(argv, stdin, acceptedExitCodes, deadline, parser, other);
    }

    /** Says that running it twice is as good as running it once. */
    public Command<R> repeatable() {
        return whenCut(new WhenCut.Repeats());
    }

    /** The command in a few words: without a script's text, and without what every command of Compose is told. */
    public String label() {
        return CommandLabel.of(argv);
    }

    /** The command as one line for people, quoted as a shell wants it. */
    public String display() {
        return ShellQuoting.quote(argv);
    }
}
