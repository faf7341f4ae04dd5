package io.deploytodev.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command for a container that runs, and how it is to be run there.
 *
 * @param terminal the size of the terminal that it gets; empty for separate streams, byte for byte
 * @param user {@code name}, {@code uid} or {@code uid:gid}; empty for the container's own
 * @param directory to begin in; empty for the container's own
 * @param environment {@code NAME=value}, beside the container's own
 */
public record ExecRequest(
        List<String> argv,
        Optional<TerminalSize> terminal,
        Optional<String> user,
        Optional<String> directory,
        List<String> environment) {

    public ExecRequest {
        argv = List.copyOf(argv);
        environment = List.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /** Without a terminal, as whom and where the container itself runs. */
    public static ExecRequest of(List<String> argv) {
        return new ExecRequest(argv, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The same, with a terminal of that size. */
    public ExecRequest on(TerminalSize size) {
        return new ExecRequest(argv, Optional.of(size), user, directory, environment);
    }

    /** The same by another command. */
    public ExecRequest running(List<String> other) {
        return new ExecRequest(other, terminal, user, directory, environment);
    }

    /** The same with a variable, unless it is set already: {@code NAME=value}. */
    public ExecRequest with(String variable) {
        String name = variable.substring(0, variable.indexOf('=') + 1);
        if (environment.stream().anyMatch(each -> each.startsWith(name))) {
            return this;
        }
        List<String> more = new ArrayList<>(environment);
        more.add(variable);
        return new ExecRequest(argv, terminal, user, directory, more);
    }
}
