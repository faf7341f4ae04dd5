package io.deploytodev.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small files on a host: written whole or not at all, and readable by nobody who has no business there. */
public final class FileCommands {

    /**
     * A function for scripts: {@code receive FILE BYTES} makes a file of what is sent. The number of bytes is told beside
     * the stream, for a link that breaks looks like its end; what came until then replaces nothing and ends the script.
     */
    public static final String RECEIVE = """
            receive() {
              head -c "$2" > "$1.new"
              if [ "$(wc -c < "$1.new")" -ne "$2" ]; then
                rm -f -- "$1.new"
                echo "the transfer was cut off" >&2
                exit 1
              fi
              mv -f -- "$1.new" "$1"
            }
            """;

    private static final String WRITE = "set -eu\n" + RECEIVE + """
            umask "$3"
            mkdir -p -- "$(dirname -- "$1")"
            receive "$1" "$2"
            """;

    private static final String THEN_RUN = WRITE + "shift 3\nexec \"$@\"\n";

    private static final String THEN_RUN_ALONE = WRITE + "shift 3\nexec \"$@\" < /dev/null\n";

    private static final String READ = "[ ! -e \"$1\" ] || { printf x; cat -- \"$1\"; }";

    private static final String LINK = """
            set -eu
            [ -e "$2" ] || [ -L "$2" ] || { mkdir -p -- "$(dirname -- "$2")"; ln -s -- "$1" "$2"; }
            shift 2
            exec "$@"
            """;

    private static final String MAKE_DIRECTORIES = """
            umask "$1"; shift
            for path do [ -e "$path" ] || mkdir -p -- "$path" || :; done
            """;

    private FileCommands() {}

    /** Writes a file of mode 0600, with the directories that lead to it. */
    public static Command<CommandResult> write(String path, String content) {
        return write(path, content, Sharing.OWNER);
    }

    /** The same, with mode 0660 where accounts share it. */
    public static Command<CommandResult> write(String path, String content, Sharing sharing) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Command.script(WRITE, List.of(path, Integer.toString(bytes.length), sharing.umask()))
                .fedWith(out -> out.write(bytes))
                .repeatable();
    }

    /**
     * Writes a file of mode 0600, and then runs a command that needs it, for the price of one round trip. What the command is
     * fed with comes after the file, so that one such command may be the end of another.
     */
    public static <R> Command<R> writeThen(String path, String content, Command<R> command) {
        return writeThen(path, content, Sharing.OWNER, command);
    }

    /** The same, with a file of mode 0660 where accounts share it. */
    public static <R> Command<R> writeThen(String path, String content, Sharing sharing, Command<R> command) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Stdin then = command.stdin();
        String script = then == Stdin.EMPTY ? THEN_RUN_ALONE : THEN_RUN;
        return command.startedBy(
                        List.of("sh", "-c", script, "sh", path, Integer.toString(bytes.length), sharing.umask()))
                .fedWith(out -> {
                    out.write(bytes);
                    then.writeTo(out);
                });
    }

    /** Links to a file, where nothing else is, and then runs a command. */
    public static <R> Command<R> linkThen(String path, String link, Command<R> command) {
        return command.startedBy(List.of("sh", "-c", LINK, "sh", path, link));
    }

    /** Makes directories of a tree where nothing is; where that is not allowed, nothing is made. */
    public static Command<CommandResult> makeDirectories(Sharing sharing, List<String> paths) {
        List<String> parameters = new ArrayList<>(List.of(sharing.treeUmask()));
        parameters.addAll(paths);
        return Command.script(MAKE_DIRECTORIES, parameters);
    }

    /** The content of a file; empty when there is none. */
    public static Command<Optional<String>> read(String path) {
        return Command.script(READ, List.of(path)).repeatable().parsedBy(result -> {
            String text = result.text();
            return text.isEmpty() ? Optional.empty() : Optional.of(text.substring(1));
        });
    }
}
