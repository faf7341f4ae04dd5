package io.deploytodev.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small files on a host: written whole or not at all, and readable by nobody else. */
public final class FileCommands {

    private static final String WRITE = """
            set -eu
            umask 077
            mkdir -p -- "$(dirname -- "$1")"
            cat > "$1.new"
            mv -f -- "$1.new" "$1"
            """;

    private static final String THEN_RUN = WRITE + "shift\nexec \"$@\" < /dev/null\n";

    private static final String READ = "[ ! -e \"$1\" ] || { printf x; cat -- \"$1\"; }";

    private FileCommands() {}

    /** Writes a file of mode 0600, with the directories that lead to it. */
    public static Command<CommandResult> write(String path, String content) {
        return Command.script(WRITE, List.of(path)).fedWith(content);
    }

    /** Writes a file and then runs a command that needs it, for the price of one round trip. */
    public static <R> Command<R> writeThen(String path, String content, Command<R> command) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", THEN_RUN, "sh", path));
        argv.addAll(command.argv());
        return new Command<>(argv, command.stdin(), command.acceptedExitCodes(), command.deadline(), command.parser())
                .fedWith(content);
    }

    /** The content of a file; empty when there is none. */
    public static Command<Optional<String>> read(String path) {
        return Command.script(READ, List.of(path)).parsedBy(result -> {
            String text = result.text();
            return text.isEmpty() ? Optional.empty() : Optional.of(text.substring(1));
        });
    }
}
