package io.deploytodev.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The user's own {@code ssh}, for whoever wants to be on the host themselves: with their agent, their configuration and
 * all that it offers, on their terminal.
 */
public final class OwnSsh {

    /** Nothing in them that any login shell would read otherwise, also inside single quotes. */
    private static final String SHELL_IN = "cd -- \"$1\" 2> /dev/null; exec \"${SHELL:-/bin/sh}\" -l";

    private static final String LINE_IN = "cd -- \"$1\" 2> /dev/null; exec \"${SHELL:-/bin/sh}\" -c \"$2\"";
    private static final String WORDS_IN = "cd -- \"$1\" 2> /dev/null; shift; exec \"$@\"";

    private OwnSsh() {}

    /**
     * What is to be started.
     *
     * @param directory to begin in, if it is there; relative to the home
     * @param words a program with its arguments, or one line for the shell there; none for a shell
     * @param terminal whether it gets one
     */
    public static List<String> argv(Login login, Optional<String> directory, List<String> words, boolean terminal) {
        List<String> argv = new ArrayList<>(login.argv());
        argv.add(1, terminal ? "-t" : "-T");
        if (directory.isEmpty() && words.isEmpty()) {
            return argv;
        }
        String script = words.isEmpty() ? SHELL_IN : words.size() == 1 ? LINE_IN : WORDS_IN;
        List<String> remote = new ArrayList<>(List.of("exec", "sh", "-c", script, "sh", directory.orElse(".")));
        remote.addAll(words);
        argv.add("--");
        argv.add(ShellQuoting.quote(remote));
        return argv;
    }

    /**
     * Runs it with this program's own streams, to its end.
     *
     * @return its exit code
     * @throws IOException when it cannot be started
     */
    public static int run(List<String> argv) throws IOException {
        Process ssh = new ProcessBuilder(argv).inheritIO().start();
        try {
            return ssh.waitFor();
        } catch (InterruptedException e) {
            ssh.destroy();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while ssh ran");
        }
    }
}
