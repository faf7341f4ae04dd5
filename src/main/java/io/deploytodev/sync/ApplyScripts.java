package io.deploytodev.sync;

/**
 * How {@link SyncCommands} have the host's shell take in what differs, and establish what the tree is then; all that varies
 * comes as parameters and by standard input.
 */
final class ApplyScripts {

    /**
     * Whether every file looks the same after the sync as before it, but for what the sync meant to touch. Each step tells of
     * its own failure, as on a full disk, and then the answer is no.
     */
    private static final String UNDISTURBED = """
            undisturbed() (
              cd -- "$1" && rm -rf tree.work && mkdir tree.work || exit 1
              for list in before listing.new; do lines < tree.$list > tree.work/$list || exit 1; done
              sort -z -o tree.work/both tree.work/before tree.work/listing.new && uniq -z -u tree.work/both tree.work/other &&
                cut -z -b 67- tree.sent > tree.work/meant && cat tree.remove tree.links >> tree.work/meant &&
                sort -z -u -o tree.work/meant tree.work/meant || exit 1
              grep -z -v '^d ' tree.work/other > tree.work/files || [ $? -eq 1 ] || exit 1
              cut -z -d "$sep" -f 3- tree.work/files > tree.work/paths && sort -z -u -o tree.work/paths tree.work/paths &&
                comm -z -23 tree.work/paths tree.work/meant > tree.work/strays && [ ! -s tree.work/strays ]
            )
            """;

    /**
     * Whether the files and links of a listing are just those of a manifest, with their sizes, modes and targets, and its
     * directories are there, perhaps beside others: what was meant to be touched may have been touched by somebody else as
     * well. Either has its fields in lines; what only the manifest has, {@code comm} sets off by a tab.
     */
    private static final String DESCRIBED = """
            bare() {
              sed -z -e "s|^f \\([0-7]* [0-9]*\\)[^$sep]*$sep[^$sep]*$sep|f \\1 |" -e t -e "s|^l [^$sep]*$sep|l |" -e t \
                -e "s|^d [^$sep]*$sep[^$sep]*$sep|d |" "$1" | sort -z
            }
            described() (
              cd -- "$state" && bare "$1" > tree.is && bare "$2" > tree.should &&
                comm -z -3 tree.is tree.should > tree.differs || exit 1
              if grep -z -q -v '^d ' tree.differs; then exit 1; else [ $? -eq 1 ]; fi
            )
            added_is_there() { described tree.now tree.added; }
            all_is_there() {
              undisturbed "$1" && lines < "$state/tree.manifest" > "$state/tree.work/manifest" &&
                described tree.work/listing.new tree.work/manifest
            }
            """;

    /**
     * Takes in the archive that {@link SourceArchive#inParts} describes; one that ends without its last part was cut off.
     */
    private static final String UNPACK = """
            unpack() {
              tar --extract "$@" --file=- --unlink-first --preserve-permissions --no-same-owner --warning=no-timestamp
            }
            unpack_parts() {
              while read -r form length; do
                case $form in
                part) head -c "$length" | unpack --gzip ;;
                gzip) unpack --gzip; return ;;
                plain) unpack; return ;;
                *) break ;;
                esac
              done
              echo "the archive was cut off" >&2
              return 1
            }
            """;

    /**
     * Whether every file that was sent looks as tar left it, by its size and the time that tar gave it, which whoever writes
     * to it sets to another one; and whether every link and every directory is there. A disk may keep times in a way of its
     * own: what looks different is read. Each step tells of its own failure, as on a full disk.
     */
    private static final String AS_SENT = """
            all_are() { xargs -0 -r sh -c 'for path do [ "$0" "$path" ] || exit 1; done' "$1"; }
            as_sent() {
              sort -z -o "$1/tree.expected" "$1/tree.expected" && sort -z -o "$1/tree.looks" "$1/tree.looks" &&
                comm -z -23 "$1/tree.expected" "$1/tree.looks" > "$1/tree.doubt" || return 1
              [ -s "$1/tree.doubt" ] || return 0
              grep -z '^l ' "$1/tree.doubt" | cut -z -d "$sep" -f 2- | all_are -L || return 1
              grep -z '^d ' "$1/tree.doubt" | cut -z -b 3- | all_are -d || return 1
              ! grep -z -q '^f ' "$1/tree.doubt" || read_back "$1"
            }
            """;

    /** Whether what was sent is what can be read now; by two processes, for it may be a lot. */
    private static final String READ_BACK = """
            read_back() {
              cut -z -b 67- "$1/tree.sent" > "$1/tree.names"
              half=$(($(tr -cd '\\000' < "$1/tree.names" | wc -c) / 2))
              {
                tail -z -n "+$((half + 1))" "$1/tree.names" | xargs -0 -r sha256sum -z -- > "$1/tree.read" &
                head -z -n "$half" "$1/tree.names" | xargs -0 -r sha256sum -z --
                wait
                cat "$1/tree.read"
              } | cmp -s - "$1/tree.sent"
            }
            """;

    /**
     * Takes in lists, each told as {@code NAME:LENGTH}; they come one after the other, so that all are whole when the last is
     * that is not empty.
     */
    private static final String RECEIVE_LISTS = """
            receive_lists() {
              last=/dev/null rest=0
              for list in $1; do
                file=$state/tree.${list%:*} length=${list#*:}
                head -c "$length" > "$file"
                [ "$length" -eq 0 ] || last=$file rest=$length
              done
              [ "$(wc -c < "$last")" -eq "$rest" ] || { echo "the transfer was cut off" >&2; exit 1; }
            }
            """;

    /**
     * Makes the manifest of the one that is here, by the lines that change. Where that does not come to what the other side
     * has, as with names that no list of lines can hold, it sends all of it.
     */
    private static final String PATCH_MANIFEST = """
            patch_manifest() (
              cd -- "$state"
              lines < tree.manifest | join -z -t "$sep" -1 3 -v 1 -o 1.1,1.2,1.3 - tree.changed 2> /dev/null |
                sort -z -m -t "$sep" -k 3,3 - tree.added | fields > tree.manifest.next
              [ "$(sha256sum < tree.manifest.next)" = "$1  -" ]
            )
            """;

    /**
     * Makes the new listing of the one before and of how that looks now which was touched: the files, and the directories
     * that lead to them. Whatever else changed meanwhile looks different the next time.
     */
    private static final String PATCH_LISTING = """
            patch_listing() {
              {
                xargs -0 -r sh -c '
                  d=$1 other=$2; shift 2
                  exec find "$@" -maxdepth 0 "(" -type d -printf "$d" -o -printf "$other" ")"' sh "$@" \
                  < "$state/tree.touched" 2> /dev/null || :
              } | lines > "$state/tree.now"
              (
                cd -- "$state"
                sed -z -e "s|^f [0-7]* \\([0-9]* [-0-9.]*\\) [^$sep]*$sep[^$sep]*$sep|f \\1 |" -e t \
                  -e "s|^l [^$sep]*$sep|l |" -e t \
                  -e "s|^\\(.\\) [^$sep]*$sep[^$sep]*$sep|\\1 |" tree.now > tree.looks
                lines < tree.before | sort -z -t "$sep" -k 3,3 |
                  join -z -t "$sep" -1 3 -v 1 -o 1.1,1.2,1.3 - tree.touched 2> /dev/null |
                  cat - tree.now | fields > tree.listing.new
              )
            }
            """;

    /**
     * The kept listing goes first: whatever happens after that, nobody will believe it. The lists arrive whole before
     * any of them is used, for half a path is another path. Removing comes before writing, for a link in the way would
     * lead tar elsewhere. How what was written looks is seen by the new listing itself, so that whoever writes to it
     * meanwhile is noticed now or by the next listing. A directory that travels for its own sake has the mode of the
     * archive, with which no other account could write to it.
     */
    static final String APPLY = "set -eu\n"
            + SyncScripts.LINES
            + RECEIVE_LISTS
            + UNPACK
            + UNDISTURBED
            + DESCRIBED
            + READ_BACK
            + AS_SENT
            + PATCH_MANIFEST
            + PATCH_LISTING
            + """
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4 digest=$5 exact=$6 lists=$7 patch=$8; shift 8
            umask "$umask"
            receive_lists "$lists"
            [ "$patch" = no ] || patch_manifest "$digest" || exit 3
            rm -f -- "$state/tree.exact" "$state/tree.listing"
            mv -f -- "$state/tree.sent.next" "$state/tree.sent"
            cd -- "$src"
            xargs -0 -r rm -f -- < "$state/tree.remove"
            xargs -0 -r rmdir --ignore-fail-on-non-empty -- < "$state/tree.empty" || :
            mv -f -- "$state/tree.manifest.next" "$state/tree.manifest"
            mv -f -- "$state/tree.before.new" "$state/tree.before"
            umask "$tree"
            unpack_parts
            cat > /dev/null
            [ "$tree" = 022 ] || find . -type d -user "$(id -u)" -not -perm -2070 -exec chmod g+rwxs -- {} +
            umask "$umask"
            if [ "$patch" = yes ]; then
              patch_listing "$@"; judge=added_is_there
            else
              judge=all_is_there
              find . "$@" > "$state/tree.listing.new"
              { grep -z '^l ' "$state/tree.expected" || :; } | cut -z -d "$sep" -f 2- > "$state/tree.links"
            fi
            [ "$exact" = yes ] && "$judge" "$state" &
            judged=$!
            as_sent "$state" || {
              wait "$judged" || :
              echo "something on the host changed files while they were written" >&2; exit 1
            }
            if wait "$judged"; then settled=yes; else settled=no; fi
            mv -f -- "$state/tree.listing.new" "$state/tree.listing"
            if [ "$settled" = yes ]; then
              echo "$digest $(sha256sum < "$state/tree.listing")" > "$state/tree.exact" || :
            fi
            cd -- "$state"
            rm -rf -- tree.remove tree.empty tree.work tree.names tree.read tree.expected tree.looks tree.doubt \
              tree.is tree.should tree.differs tree.touched tree.changed tree.added tree.now tree.links
            """;

    private ApplyScripts() {}
}
