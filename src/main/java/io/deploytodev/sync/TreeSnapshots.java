package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Sharing;
import java.time.Duration;
import java.util.List;

/**
 * Trees that releases were made of, kept on the host so that a release can have its own back. Equal trees are kept once,
 * and what did not change from one to the next is a hard link among them. None of it is a link into the live tree: what a
 * service writes there must not change what is kept, and a link more would make every file look touched to the next sync.
 */
public final class TreeSnapshots {

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** One record for each entry of a manifest, so that two of them can be compared; the path is last. */
    private static final String RECORDS = """
            sep=$(printf '\\001')
            records() { paste -z -d "$sep" - - - < "$1" | sort -z; }
            paths() { cut -z -d "$sep" -f 3-; }
            """;

    /** What tar cannot read must not be missed: the exit code of a pipe's first program is nobody's. */
    private static final String COPY = """
            copy() {
              rm -f -- "$4"
              {
                tar -C "$1" --create --file=- --no-recursion --null --verbatim-files-from -T "$3" || : > "$4"
              } | tar -C "$2" --extract --file=- --unlink-first --preserve-permissions --no-same-owner \
                --warning=no-timestamp
              [ ! -e "$4" ]
            }
            """;

    /** Hard links to files of another account may be forbidden; then all is copied. */
    private static final String KEEP = "set -eu\n" + RECORDS + COPY + """
            export LC_ALL=C
            state=$1 src=$2 digest=$3 base=$4
            umask "$5"
            kept=$state/trees/$digest
            [ ! -d "$kept" ] || exit 0
            new=$state/trees/.new
            rm -rf -- "$new"
            mkdir -p -- "$new/files"
            cp -- "$state/tree.manifest" "$new/manifest"
            [ "$(sha256sum < "$new/manifest" | cut -c 1-64)" = "$digest" ] || {
              echo "the tree on the host is another by now" >&2; exit 1
            }
            records "$new/manifest" > "$new/there"
            if [ -n "$base" ] && cp -al -- "$state/trees/$base/files/." "$new/files" 2> /dev/null; then
              records "$state/trees/$base/manifest" > "$new/before"
              (
                cd -- "$new/files"
                comm -z -23 ../before ../there | paths | xargs -0 -r rm -rf --
                find . -mindepth 1 -depth -type d -empty -delete
              )
              { comm -z -13 "$new/before" "$new/there"; grep -z '^d ' "$new/there" || :; } | paths > "$new/missing"
            else
              rm -rf -- "$new/files"
              mkdir -- "$new/files"
              paths < "$new/there" > "$new/missing"
            fi
            copy "$src" "$new/files" "$new/missing" "$new/failed"
            rm -f -- "$new/there" "$new/before" "$new/missing"
            mv -T -- "$new" "$kept"
            """;

    /**
     * Only what differs is written, so that live bind mounts go on to work; after a sync that was cut off nobody knows
     * what differs. What the host has for itself is in no manifest, and stays. Then the next sync compares all anew.
     *
     * <p>It may be a full disk that makes this necessary. So the room that is set aside goes first, and what a sync has for
     * itself; the lists are made in memory when the disk has no room for them; and what is too much goes before anything is
     * written.
     */
    private static final String RESTORE = "set -eu\n" + RECORDS + COPY + """
            export LC_ALL=C
            state=$1 src=$2 digest=$3
            umask "$4"
            kept=$state/trees/$digest
            [ -d "$kept" ] || { echo absent; exit 0; }
            if [ -s "$state/tree.listing" ] && cmp -s -- "$kept/manifest" "$state/tree.manifest"; then
              echo same
              exit 0
            fi
            known=no
            [ ! -s "$state/tree.listing" ] || known=yes
            for own in room listing listing.new remove empty manifest.next before.new; do rm -f -- "$state/tree.$own"; done
            work=$state/trees/.work
            rm -rf -- "$work"
            lists=$((8 * $(cat -- "$kept/manifest" "$state/tree.manifest" 2> /dev/null | wc -c)))
            if mkdir -- "$work" 2> /dev/null && head -c "$lists" /dev/zero 2> /dev/null > "$work/room"; then
              rm -f -- "$work/room"
            else
              rm -rf -- "$work"
              work=$(mktemp -d -p /dev/shm 2> /dev/null || mktemp -d)
            fi
            records "$kept/manifest" > "$work/wanted"
            records "$state/tree.manifest" > "$work/there"
            paths < "$work/wanted" | sort -z > "$work/names"
            paths < "$work/there" | sort -z | comm -z -23 - "$work/names" > "$work/gone"
            if [ "$known" = yes ]; then
              comm -z -13 "$work/there" "$work/wanted" | paths > "$work/missing"
            else
              paths < "$work/wanted" > "$work/missing"
            fi
            umask "$5"
            mkdir -p -- "$src"
            cd -- "$src"
            xargs -0 -r sh -c '
              for path; do
                if [ -d "$path" ] && [ ! -L "$path" ]; then rmdir --ignore-fail-on-non-empty -- "$path"
                else rm -f -- "$path"; fi
                case $path in */*) rmdir -p --ignore-fail-on-non-empty -- "${path%/*}" 2> /dev/null || : ;; esac
              done' sh < "$work/gone"
            copy "$kept/files" . "$work/missing" "$work/failed"
            umask "$4"
            cp -- "$kept/manifest" "$state/tree.manifest.next"
            mv -f -- "$state/tree.manifest.next" "$state/tree.manifest"
            : > "$state/tree.sent"
            find . -mindepth 1 -maxdepth 1 -printf "$6" -quit > "$state/tree.listing.new"
            mv -f -- "$state/tree.listing.new" "$state/tree.listing"
            echo restored
            tr -cd '\\000' < "$work/missing" | wc -c
            tr -cd '\\000' < "$work/gone" | wc -c
            rm -rf -- "$work"
            """;

    private final CommandRunner host;
    private final String directory;
    private final String state;
    private final Sharing sharing;

    /**
     * @param directory absolute path of the tree on the host
     * @param state absolute path of the directory in which the host keeps what it knows of the tree
     */
    public TreeSnapshots(CommandRunner host, String directory, String state, Sharing sharing) {
        this.host = host;
        this.directory = directory;
        this.state = state;
        this.sharing = sharing;
    }

    /**
     * Keeps the tree that was brought last.
     *
     * @param digest of it
     * @param base digest of the tree before, from which what is equal is taken; empty when there is none
     */
    public void keep(String digest, String base) {
        host.run(keep(state, directory, digest, base, sharing));
    }

    static Command<CommandResult> keep(String state, String source, String digest, String base, Sharing sharing) {
        return Command.script(KEEP, List.of(state, source, digest, base, sharing.umask()))
                .within(DEADLINE);
    }

    /** Makes the live tree the kept one again. */
    public Restored restore(String digest) {
        return host.run(restore(state, directory, digest, sharing));
    }

    static Command<Restored> restore(String state, String source, String digest, Sharing sharing) {
        return Command.script(
                        RESTORE,
                        List.of(
                                state,
                                source,
                                digest,
                                sharing.umask(),
                                sharing.treeUmask(),
                                SyncCommands.LISTING_FORMAT))
                .within(DEADLINE)
                .parsedBy(result -> {
                    List<String> lines = result.text().lines().map(String::trim).toList();
                    return switch (lines.isEmpty() ? "" : lines.get(0)) {
                        case "same" -> new Restored(true, 0, 0);
                        case "restored" ->
                            new Restored(true, Integer.parseInt(lines.get(1)), Integer.parseInt(lines.get(2)));
                        default -> new Restored(false, 0, 0);
                    };
                });
    }

    /**
     * What became of the live tree.
     *
     * @param kept whether there was a tree to restore
     */
    public record Restored(boolean kept, int written, int removed) {

        public boolean isUnchanged() {
            return written == 0 && removed == 0;
        }
    }
}
