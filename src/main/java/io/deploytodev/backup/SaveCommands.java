package io.deploytodev.backup;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The commands by which a host writes an archive, as values. */
public final class SaveCommands {

    /** As long as it takes: what is copied may be large, and the progress is seen. */
    private static final Duration DEADLINE = Duration.ofHours(24);

    /** An archive that was begun and not ended is nobody's: there is one writer at a time, who holds the project's lock. */
    private static final String BEGIN = ArchiveScripts.FORGET_HELPERS + """
            set -eu
            umask 077
            forget_helpers "$3"
            mkdir -p -- "$1"
            for old in "$1"/.*.part "$1"/.*.tmp; do [ ! -e "$old" ] || rm -rf -- "$old"; done
            : > "$1/.$2.part"
            if command -v zstd > /dev/null; then echo zstd; elif command -v gzip > /dev/null; then echo gzip; else echo none; fi
            """;

    /**
     * Whatever ends it, those that were stopped are started again: that is written down first, for who comes after a host
     * that was switched off.
     */
    private static final String STOPPED = ArchiveScripts.ONCE_MORE + """
            stopped=$1
            shift
            again() {
              [ -z "$stopped" ] || once_more $stopped
              stopped=
              rm -f -- "$dir/.stopped"
              unmounted
            }
            trap again EXIT
            trap 'exit 143' HUP INT TERM
            if [ -n "$stopped" ]; then
              echo "$stopped" > "$dir/.stopped"
              docker stop -- $stopped > /dev/null
            fi
            """;

    private static final String COPY =
            ArchiveScripts.BASE + ArchiveScripts.LOOK + ArchiveScripts.APPEND + STOPPED + """
            while [ $# -gt 0 ]; do
              mounted "$2" ,readonly
              append "$1" looked pack docker cp "$helper:/backup/volume" -
              unmounted
              shift 2
            done
            """;

    private static final String DUMP = ArchiveScripts.BASE + ArchiveScripts.LOOK + ArchiveScripts.APPEND + """
            container=$1 login=$2
            append "$3" cat pack docker exec -- "$container" sh -c "$login" sh template1 pg_dumpall --globals-only
            shift 3
            while [ $# -gt 0 ]; do
              append "$1" rows pack docker exec -- "$container" sh -c "$login" sh "$2" pg_dump --create --clean --if-exists
              shift 2
            done
            """;

    /** The list of what is in it comes last, for only then it is known; a copy of it beside the archive is quicker to read. */
    private static final String FINISH = ArchiveScripts.BASE + ArchiveScripts.APPEND + """
            head -c "$1" > "$tmp/manifest.json"
            cat > "$tmp/sums"
            append manifest.json cat cat cat "$tmp/manifest.json" > /dev/null
            printf '%s  manifest.json\\n' "$(cut -c1-64 < "$tmp/sum")" >> "$tmp/sums"
            append SHA256SUMS cat cat cat "$tmp/sums" > /dev/null
            head -c 1024 /dev/zero >> "$part"
            sync -- "$part"
            mv -f -- "$tmp/manifest.json" "$dir/$id.json"
            mv -f -- "$part" "$dir/$id.tar"
            rm -rf -- "$tmp"
            docker rmi -- "$image" > /dev/null 2>&1 || :
            wc -c < "$dir/$id.tar"
            """;

    private static final String DISCARD = ArchiveScripts.FORGET_HELPERS + """
            rm -rf -- "$1/.$2.part" "$1/.$2.tmp"
            forget_helpers "$4"
            docker rmi -- "$3" > /dev/null 2>&1 || :
            """;

    /**
     * What somebody else was cut off from starting again; one that is gone was replaced since. The list is used up by that, for
     * one that cannot be started would stand in the way of whatever comes later, too.
     */
    private static final String START_AGAIN = ArchiveScripts.ONCE_MORE + """
            set -eu
            [ -e "$1/.stopped" ] || exit 0
            failed=
            for one in $(cat -- "$1/.stopped"); do
              if said=$(docker container inspect --format '{{.Name}}' -- "$one" 2>&1); then
                if once_more "$one"; then echo started; else failed=1; fi
              else
                case $said in
                  *'o such container'*) ;;
                  *) echo "$said" >&2; exit 1 ;;
                esac
              fi
            done
            rm -f -- "$1/.stopped"
            [ -z "$failed" ]
            """;

    private SaveCommands() {}

    /** Begins an archive, and takes away what others left half written; answers with the packer that the host has. */
    public static Command<String> begin(Writing writing) {
        return Command.script(BEGIN, List.of(writing.directory(), writing.id(), writing.label()))
                .repeatable()
                .parsedBy(result -> result.text().strip());
    }

    /**
     * Takes volumes and directories, while containers are stopped. Says what {@link SavedMembers} reads.
     *
     * @param stopped the ids of the containers, those first that others depend on; none to stop nothing
     */
    public static Command<SavedMembers> copy(Writing writing, List<String> stopped, List<Source> sources) {
        List<String> parameters = writing.parameters();
        parameters.add(String.join(" ", stopped));
        sources.forEach(source -> parameters.addAll(List.of(source.file() + writing.ending(), source.place())));
        return job(Command.script(COPY, parameters));
    }

    /** Takes all databases of a Postgres, by its own tools in its container. */
    public static Command<SavedMembers> dump(Writing writing, String container, List<Source> databases) {
        List<String> parameters = writing.parameters();
        parameters.addAll(
                List.of(container, ArchiveScripts.AS_SUPERUSER, databases.get(0).file() + writing.ending()));
        databases
                .subList(1, databases.size())
                .forEach(each -> parameters.addAll(List.of(each.file() + writing.ending(), each.place())));
        return job(Command.script(DUMP, parameters));
    }

    /** Ends an archive: from now on it is one. Answers with its size in bytes. */
    public static Command<Long> finish(Writing writing, String manifest, String sums) {
        byte[] json = manifest.getBytes(StandardCharsets.UTF_8);
        List<String> parameters = writing.parameters();
        parameters.add(Integer.toString(json.length));
        return goingOn(Command.script(FINISH, parameters))
                .fedWith(out -> {
                    out.write(json);
                    out.write(sums.getBytes(StandardCharsets.UTF_8));
                })
                .parsedBy(result -> lastNumber(result.text()));
    }

    private static long lastNumber(String text) {
        List<String> lines = text.lines().filter(line -> line.matches("\\d+")).toList();
        return Long.parseLong(lines.get(lines.size() - 1));
    }

    /** Takes away what was written of an archive that does not come to its end. */
    public static Command<CommandResult> discard(Writing writing) {
        return Command.script(DISCARD, List.of(writing.directory(), writing.id(), writing.image(), writing.label()))
                .repeatable();
    }

    /** Starts what a backup before had stopped and could not start again; whether there was something. */
    public static Command<Boolean> startAgain(String directory) {
        return Command.script(START_AGAIN, List.of(directory))
                .within(Duration.ofMinutes(5))
                .repeatable()
                .parsedBy(result -> !result.text().isBlank());
    }

    private static Command<SavedMembers> job(Command<CommandResult> command) {
        return goingOn(command).parsedBy(result -> SavedMembers.parse(result.text()));
    }

    /** It starts again what it stopped, even when its client dies. */
    static <R> Command<R> goingOn(Command<R> command) {
        return command.within(DEADLINE).whenCut(new WhenCut.GoesOn("backup", Duration.ZERO));
    }

    /**
     * An archive that is being written.
     *
     * @param directory of the project's archives on the host
     * @param packer {@code zstd}, {@code gzip} or {@code none}
     */
    public record Writing(String directory, String id, String project, String packer) {

        /** The same, once it is known what the host has. */
        public Writing packedBy(String other) {
            return new Writing(directory, id, project, other);
        }

        String image() {
            return ArchiveScripts.EMPTY_IMAGE + ":" + project;
        }

        String label() {
            return ArchiveScripts.label(project);
        }

        String ending() {
            return switch (packer) {
                case "zstd" -> ".zst";
                case "gzip" -> ".gz";
                default -> "";
            };
        }

        List<String> parameters() {
            return new ArrayList<>(List.of(directory, id, packer, image(), label()));
        }
    }
}
