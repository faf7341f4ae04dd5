package io.deploytodev.backup;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands around archives that lie on a host, as values. */
public final class ArchiveCommands {

    private static final Duration DEADLINE = Duration.ofHours(24);

    /** For each archive its id, its size and, ended by NUL, what it holds. */
    private static final String LIST = """
            cd -- "$1" 2> /dev/null || exit 0
            for file in [0-9]*T[0-9]*Z-[0-9]*.tar; do
              [ -f "$file" ] || continue
              printf '%s %s\\n' "${file%.tar}" "$(wc -c < "$file")"
              cat -- "${file%.tar}.json" 2> /dev/null || tar -xOf "$file" --occurrence=1 manifest.json 2> /dev/null
              printf '\\0'
            done
            """;

    private static final String CONTENT = """
            tar -xOf "$1" --occurrence=1 SHA256SUMS && printf '\\0' && tar -xOf "$1" --occurrence=1 manifest.json
            """;

    private static final String VERIFY = """
            set -u
            file=$1
            shift
            while [ $# -gt 0 ]; do
              sum=$(tar -xOf "$file" --occurrence=1 -- "$1" | sha256sum | cut -c1-64)
              if [ "$sum" = "$2" ]; then echo "verified $1"; else echo "$1 is damaged"; exit 1; fi
              shift 2
            done
            """;

    private static final String REMOVE = """
            cd -- "$1" || exit 0
            shift
            for id do rm -f -- "$id.json" "$id.tar"; done
            """;

    private static final String LEFTOVERS = ArchiveScripts.FORGET_HELPERS + """
            forget_helpers "$2"
            for old in "$1"/.*.part "$1"/.*.tmp; do [ ! -e "$old" ] || rm -rf -- "$old"; done
            """;

    /** One piece of a file, so that a link that breaks costs no more than that, and no memory holds it all. */
    private static final String READ = "tail -c \"+$(($2 + 1))\" -- \"$1\" | head -c \"$3\"";

    /** What came of a piece before a link broke is written over. */
    private static final String WRITE = """
            set -eu
            umask 077
            mkdir -p -- "$(dirname -- "$1")"
            [ -e "$1" ] || : > "$1"
            truncate -s "$2" -- "$1"
            head -c "$3" >> "$1"
            [ "$(wc -c < "$1")" -eq "$(($2 + $3))" ]
            """;

    private ArchiveCommands() {}

    /** Those in a directory, the newest first; other files that lie there are none. */
    public static Command<List<Archive>> list(String directory) {
        return Command.script(LIST, List.of(directory))
                .within(Duration.ofMinutes(2))
                .repeatable()
                .parsedBy(result -> archives(result.text()));
    }

    private static List<Archive> archives(String text) {
        List<Archive> archives = new ArrayList<>();
        for (String part : List.of(text.split("\0", -1))) {
            int end = part.indexOf('\n');
            String[] words = part.substring(0, Math.max(end, 0)).split(" ", -1);
            if (words.length == 2 && Keeping.isId(words[0])) {
                archives.add(new Archive(
                        words[0],
                        Long.parseLong(words[1]),
                        Optional.empty(),
                        Manifest.ifReadable(part.substring(end + 1))));
            }
        }
        return Archive.newestFirst(archives);
    }

    /** What an archive says it holds, and the sums it is checked by: {@code [sums, manifest]}; empty when it is none. */
    public static Command<Optional<List<String>>> content(String file) {
        return Command.script(CONTENT, List.of(file))
                .within(Duration.ofMinutes(2))
                .accepting(0, 1, 2)
                .repeatable()
                .parsedBy(result -> {
                    int end = result.text().indexOf('\0');
                    return result.exitCode() != 0 || end < 0
                            ? Optional.empty()
                            : Optional.of(List.of(
                                    result.text().substring(0, end),
                                    result.text().substring(end + 1)));
                });
    }

    /**
     * Reads all of an archive, and compares each member with its sum.
     *
     * @return the lines that were said: {@code verified NAME}; the last of one that is damaged {@code NAME is damaged}
     */
    public static Command<List<String>> verify(String file, List<Member> members) {
        List<String> parameters = new ArrayList<>(List.of(file));
        members.forEach(member -> parameters.addAll(List.of(member.file(), member.sha256())));
        return Command.script(VERIFY, parameters)
                .within(DEADLINE)
                .accepting(0, 1)
                .whenCut(new WhenCut.GoesOn("verify", Duration.ZERO))
                .parsedBy(result -> result.text().lines().toList());
    }

    /** The sum of a whole file. */
    public static Command<String> sum(String file) {
        return Command.of(List.of("sha256sum", "--", file))
                .within(DEADLINE)
                .repeatable()
                .parsedBy(result -> result.text().replaceFirst("(?s)\\s.*", ""));
    }

    /** Removes archives. */
    public static Command<CommandResult> remove(String directory, List<String> ids) {
        List<String> parameters = new ArrayList<>(List.of(directory));
        parameters.addAll(ids);
        return Command.script(REMOVE, parameters).repeatable();
    }

    /** Removes what was left half written; only for who holds the project's lock. */
    public static Command<CommandResult> removeLeftovers(String directory, String project) {
        return Command.script(LEFTOVERS, List.of(directory, ArchiveScripts.label(project)))
                .repeatable();
    }

    /** The bytes from {@code offset} on, {@code length} at most. */
    public static Command<byte[]> read(String file, long offset, int length) {
        return Command.script(READ, List.of(file, Long.toString(offset), Integer.toString(length)))
                .within(Duration.ofMinutes(10))
                .repeatable()
                .parsedBy(CommandResult::stdout);
    }

    /** Writes bytes at {@code offset}, with which the file ends from then on. */
    public static Command<CommandResult> write(String file, long offset, byte[] bytes) {
        return Command.script(WRITE, List.of(file, Long.toString(offset), Integer.toString(bytes.length)))
                .within(Duration.ofMinutes(10))
                .fedWith(out -> out.write(bytes))
                .repeatable();
    }
}
