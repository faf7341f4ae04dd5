package io.deploytodev.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who changed what of a project on its host, and what came of it: a line for each in {@code audit.jsonl}. Nobody needs the
 * lock to add one, for whoever has lost it has something to tell, too.
 */
public final class AuditLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** When the file has grown to this, it becomes {@code audit.jsonl.1}, and the one that had that name goes. */
    private static final long LONGEST_FILE = 1024 * 1024;

    /** A command that is repeated after a cut must not be told twice. */
    private static final String APPEND = """
            set -eu
            umask "$3"
            cd -- "$1"
            exec 8>> jobs.lock
            flock 8
            touch audit.jsonl
            ! grep -qxF -e "$2" audit.jsonl || exit 0
            [ "$(wc -c < audit.jsonl)" -lt "$4" ] || mv -f -- audit.jsonl audit.jsonl.1
            printf '%s\\n' "$2" >> audit.jsonl
            """;

    private static final String LAST =
            "cd -- \"$1\" 2> /dev/null || exit 0\n" + "cat audit.jsonl.1 audit.jsonl 2> /dev/null | tail -n \"$2\"";

    private final CommandRunner host;
    private final StateDirectory directory;

    /** @param host without a fence */
    public AuditLog(CommandRunner host, StateDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    /** Adds a line. */
    public void append(AuditEntry entry) {
        host.run(append(directory.path(), line(entry), directory.sharing(), LONGEST_FILE));
    }

    static Command<CommandResult> append(String state, String line, Sharing sharing, long longest) {
        return Command.script(APPEND, List.of(state, line, sharing.umask(), Long.toString(longest)))
                .repeatable();
    }

    /** The last ones, the newest first; what cannot be read is left out. */
    public List<AuditEntry> last(int count) {
        String text = host.run(Command.script(LAST, List.of(directory.path(), Integer.toString(count)))
                        .repeatable())
                .text();
        List<AuditEntry> entries = new ArrayList<>();
        text.lines().forEach(line -> {
            try {
                entries.add(JSON.readValue(line, AuditEntry.class));
            } catch (JsonProcessingException e) {
                // Half a line, as a crash of the host leaves it, must not hide the others.
                e.clearLocation();
            }
        });
        Collections.reverse(entries);
        return entries;
    }

    static String line(AuditEntry entry) {
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
