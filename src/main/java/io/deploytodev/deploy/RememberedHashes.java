package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.host.Command;
import io.deploytodev.host.Sha256;
import java.util.List;
import java.util.Map;

/**
 * Compose's hashes of a resolved model, which depend on nothing but the model's text, the project's name and the version of
 * Compose: what they were once is remembered on the host, for it costs the start of a program each time.
 */
final class RememberedHashes {

    /** As many models as an account goes back and forth between; a few hundred bytes each. */
    private static final int REMEMBERED = 32;

    /** What is remembered ends with a line of its own, so that nothing half written is believed. */
    private static final String REMEMBER = """
            dir=$1 memo=$1/$2 umask=$3 keep=$4; shift 4
            if [ "$(tail -n 1 -- "$memo" 2> /dev/null)" = end ]; then
              sed '$d' < "$memo"
              cat > /dev/null
              exit 0
            fi
            answer=$("$@") || exit
            printf '%s\\n' "$answer"
            umask "$umask"
            {
              mkdir -p -- "$dir" && printf '%s\\nend\\n' "$answer" > "$memo.$$" && mv -f -- "$memo.$$" "$memo"
              ls -t -- "$dir" | tail -n "+$keep" | while read -r old; do rm -f -- "$dir/$old"; done
            } 2> /dev/null || :
            """;

    private RememberedHashes() {}

    /** The command that answers with them for a project that is read from a model. */
    static Command<Map<String, String>> of(Connection connection, ComposeProject project, String json) {
        return of(connection, ComposeCommands.hashes(project), project.name(), json);
    }

    /**
     * The same by another command than Compose's own. Who holds no lock may not write, and asks.
     *
     * @param ask answers with them, and is not run when they are known
     * @param project its name
     * @param json the model that they are of
     */
    static Command<Map<String, String>> of(
            Connection connection, Command<Map<String, String>> ask, String project, String json) {
        return connection.lock().isEmpty()
                ? ask
                : remembered(
                        ask,
                        connection.directory().hashes(),
                        connection.facts().composeVersion() + "\n" + project + "\n" + json,
                        connection.directory().sharing().umask());
    }

    static <R> Command<R> remembered(Command<R> ask, String directory, String of, String umask) {
        return ask.startedBy(List.of(
                "sh", "-c", REMEMBER, "sh", directory, Sha256.hex(of), umask, Integer.toString(REMEMBERED + 1)));
    }
}
