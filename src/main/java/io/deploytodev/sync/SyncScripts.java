package io.deploytodev.sync;

/**
 * How {@link SyncCommands} have the host's shell tell what is there; all that varies comes as parameters and by standard
 * input.
 */
final class SyncScripts {

    /**
     * The three fields of each file in a listing or a manifest as one; and a digest of all, in whatever order they came.
     * Where that cannot be made, for there may be no room to sort, two of different names are never the same.
     */
    static final String LINES = """
            sep=$(printf '\\001')
            lines() { paste -z -d "$sep" - - -; }
            fields() { tr '\\001' '\\000'; }
            sorted() { lines | { sort -z || echo "no digest of $1"; } | sha256sum || echo "no digest of $1"; }
            """;

    /**
     * Whether it looks as it did. A file that was written anew may stand at another place of its directory, and then
     * {@code find} comes by it at another time.
     */
    private static final String SAME_LOOK = """
            same_look() {
              [ -s tree.listing ] || return 1
              cmp -s tree.before.new tree.listing || [ "$(sorted now < tree.before.new)" = "$(sorted kept < tree.listing)" ]
            }
            """;

    /**
     * A function that answers in short for a tree that looks as it did when it was established what is in it: that it is
     * what is wanted; or which of the trees it is that the other side knows, with its directories, for programs on the host
     * make some of their own.
     */
    private static final String IN_SHORT = """
            in_short() {
              exact=$(cat -- "$state/tree.exact") look=$(sha256sum < "$state/tree.listing")
              for digest in $wanted $known; do
                if [ "$exact" = "$digest $look" ]; then
                  [ "$digest" != "$wanted" ] || { echo same; return 0; }
                  {
                    echo "known $digest"
                    lines < "$state/tree.listing" | grep -z '^d ' | cut -z -d "$sep" -f 3-
                  } | gzip -1
                  return 0
                fi
              done
              return 1
            }
            """;

    /**
     * Says so in short when it is known what the host has, and it looks as it did when that was established. Else all is told
     * that is known.
     *
     * <p>What is kept: the manifest, how the tree looked after the last sync and before it, and what that sync sent.
     * Compressed, for a listing is long and says the same over and over. Room is set aside for the way back from a sync that
     * fills the disk.
     */
    static final String LIST = "set -eu\n" + LINES + SAME_LOOK + IN_SHORT + """
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4 known=$5; shift 5
            umask "$umask"; mkdir -p -- "$state"
            umask "$tree"; mkdir -p -- "$src"
            cd -- "$src"
            umask "$umask"
            find . "$@" > "$state/tree.before.new"
            cd -- "$state"
            [ -e tree.room ] || head -c 1048576 /dev/zero > tree.room
            looks_same=no
            if [ -s tree.exact ] && same_look; then looks_same=yes; fi
            read -r wanted
            if [ "$looks_same" = yes ] && in_short; then exit 0; fi
            for kept in tree.manifest tree.listing tree.before tree.sent; do
              [ -f "$kept" ] || : > "$kept"
            done
            {
              echo $(wc -c < tree.manifest) $(wc -c < tree.listing) $(wc -c < tree.before) $(wc -c < tree.sent)
              cat tree.manifest tree.listing tree.before tree.sent tree.before.new
            } | gzip -1
            """;

    /** The same answer of a host that is only looked at. */
    static final String LOOK = "set -eu\n" + LINES + IN_SHORT + """
            export LC_ALL=C
            src=$1 state=$2 known=$3; shift 3
            looks_same=no
            if [ -d "$src" ] && [ -s "$state/tree.exact" ] && [ -s "$state/tree.listing" ] &&
              [ "$(cd -- "$src" && find . "$@" | sorted now)" = "$(sorted kept < "$state/tree.listing")" ]
            then
              looks_same=yes
            fi
            read -r wanted
            if [ "$looks_same" = yes ] && in_short; then exit 0; fi
            {
              lengths=
              for kept in tree.manifest tree.listing tree.before tree.sent; do
                if [ -f "$state/$kept" ]; then lengths="$lengths $(wc -c < "$state/$kept")"; else lengths="$lengths 0"; fi
              done
              echo $lengths
              for kept in tree.manifest tree.listing tree.before tree.sent; do
                [ ! -f "$state/$kept" ] || cat -- "$state/$kept"
              done
              [ ! -d "$src" ] || { cd -- "$src" && find . "$@"; }
            } | gzip -1
            """;

    static final String MANIFEST_DIGEST = """
            [ ! -s "$1/tree.listing" ] || sha256sum < "$1/tree.manifest"
            """;

    static final String HASH = """
            set -eu
            export LC_ALL=C
            cd -- "$1"
            xargs -0 -r sha256sum -z --
            """;

    private SyncScripts() {}
}
