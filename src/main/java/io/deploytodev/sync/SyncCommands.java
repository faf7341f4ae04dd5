package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.Sharing;
import io.deploytodev.host.Stdin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the host is asked during a sync. It needs GNU find, xargs, tar and coreutils, as every
 * usual Linux has. */
final class SyncCommands {

    /** Long enough for a large tree over a slow link; a dead link is noticed by the keepalive long before. */
    private static final Duration TRANSFER_DEADLINE = Duration.ofHours(2);

    private static final Duration LIST_DEADLINE = Duration.ofMinutes(5);

    static final String LISTING_FORMAT = "%y %m %s %T@ %C@ %i\\0%l\\0%P\\0";

    /** xargs says so when a program that it ran failed. */
    private static final int SOME_FAILED = 123;

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
                  sep=$(printf '\\001')
                  {
                    echo "known $digest"
                    paste -z -d "$sep" - - - < "$state/tree.listing" | grep -z '^d ' | cut -z -d "$sep" -f 3-
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
    private static final String LIST = "set -eu\n" + IN_SHORT + """
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4 wanted=$5 known=$6; shift 6
            umask "$umask"; mkdir -p -- "$state"
            umask "$tree"; mkdir -p -- "$src"
            cd -- "$src"
            umask "$umask"
            find . "$@" > "$state/tree.before.new"
            cd -- "$state"
            [ -e tree.room ] || head -c 1048576 /dev/zero > tree.room
            if [ -s tree.exact ] && [ -s tree.listing ] && cmp -s tree.before.new tree.listing && in_short; then
              exit 0
            fi
            for kept in tree.manifest tree.listing tree.before tree.sent; do
              [ -f "$kept" ] || : > "$kept"
            done
            {
              echo $(wc -c < tree.manifest) $(wc -c < tree.listing) $(wc -c < tree.before) $(wc -c < tree.sent)
              cat tree.manifest tree.listing tree.before tree.sent tree.before.new
            } | gzip -1
            """;

    /** The same answer of a host that is only looked at. */
    private static final String LOOK = "set -eu\n" + IN_SHORT + """
            export LC_ALL=C
            src=$1 state=$2 wanted=$3 known=$4; shift 4
            if [ -d "$src" ] && [ -s "$state/tree.exact" ] && [ -s "$state/tree.listing" ] &&
              (cd -- "$src" && find . "$@") | cmp -s - "$state/tree.listing" && in_short
            then
              exit 0
            fi
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

    private static final int SHA256_DIGITS = 64;

    private static final String MANIFEST_DIGEST = """
            [ ! -s "$1/tree.listing" ] || sha256sum < "$1/tree.manifest"
            """;

    private static final String HASH = """
            set -eu
            export LC_ALL=C
            cd -- "$1"
            xargs -0 -r sha256sum -z --
            """;

    /**
     * Whether every file looks the same after the sync as before it, but for what the sync meant to touch; a link that was
     * sent is not among that, for it is compared by its target. Each step tells of its own failure, as on a full disk, and
     * then the answer is no.
     */
    private static final String UNDISTURBED = """
            undisturbed() (
              cd -- "$1" && rm -rf tree.work && mkdir tree.work || exit 1
              sep=$(printf '\\001')
              for list in before listing.new; do paste -z -d "$sep" - - - < tree.$list > tree.work/$list || exit 1; done
              sort -z -o tree.work/both tree.work/before tree.work/listing.new && uniq -z -u tree.work/both tree.work/other &&
                cut -z -b 67- tree.sent > tree.work/meant && cat tree.remove >> tree.work/meant &&
                sort -z -u -o tree.work/meant tree.work/meant || exit 1
              grep -z -v '^d ' tree.work/other > tree.work/files || [ $? -eq 1 ] || exit 1
              cut -z -d "$sep" -f 3- tree.work/files > tree.work/paths && sort -z -u -o tree.work/paths tree.work/paths &&
                comm -z -23 tree.work/paths tree.work/meant > tree.work/strays && [ ! -s tree.work/strays ]
            )
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
     * The kept listing goes first: whatever happens after that, nobody will believe it. The lists arrive whole before
     * any of them is used, for half a path is another path. Removing comes before writing, for a link in the way would
     * lead tar elsewhere. What was written is read back after the new listing was made, so that whoever writes to it
     * meanwhile is noticed now or by the next listing. A directory that travels for its own sake has the mode of the
     * archive, with which no other account could write to it.
     */
    private static final String APPLY = "set -eu\n" + FileCommands.RECEIVE + UNDISTURBED + READ_BACK + """
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4 exact=$5 remove=$6 empty=$7 sent=$8 manifest=$9; shift 9
            rm -f -- "$state/tree.exact" "$state/tree.listing"
            umask "$umask"
            receive "$state/tree.remove" "$remove"
            receive "$state/tree.empty" "$empty"
            receive "$state/tree.sent" "$sent"
            receive "$state/tree.manifest.next" "$manifest"
            cd -- "$src"
            xargs -0 -r rm -f -- < "$state/tree.remove"
            xargs -0 -r rmdir --ignore-fail-on-non-empty -- < "$state/tree.empty" || :
            mv -f -- "$state/tree.manifest.next" "$state/tree.manifest"
            mv -f -- "$state/tree.before.new" "$state/tree.before"
            umask "$tree"
            tar --extract --gzip --file=- --unlink-first --preserve-permissions --no-same-owner --warning=no-timestamp
            cat > /dev/null
            [ "$tree" = 022 ] || find . -type d -user "$(id -u)" -not -perm -2070 -exec chmod g+rwxs -- {} +
            umask "$umask"
            find . "$@" > "$state/tree.listing.new"
            [ -z "$exact" ] || undisturbed "$state" &
            judged=$!
            read_back "$state" || {
              wait "$judged" || :
              echo "something on the host changed files while they were written" >&2; exit 1
            }
            if wait "$judged"; then undisturbed=yes; else undisturbed=no; fi
            mv -f -- "$state/tree.listing.new" "$state/tree.listing"
            if [ -n "$exact" ] && [ "$undisturbed" = yes ]; then
              echo "$exact $(sha256sum < "$state/tree.listing")" > "$state/tree.exact" || :
            fi
            rm -rf -- "$state/tree.remove" "$state/tree.empty" "$state/tree.work" "$state/tree.names" "$state/tree.read"
            """;

    private static final int HASH_DIGITS = 64;

    private static final int HASH_PREFIX = HASH_DIGITS + 2;

    private SyncCommands() {}

    /**
     * Lists what is there.
     *
     * @param wanted digest of the manifest that the host is to have
     * @param known what this side has of earlier trees
     * @param passedOver how a find expression begins that passes over what is excluded
     */
    static Command<HostTree> list(
            String source, String state, Sharing sharing, String wanted, BroughtTrees known, List<String> passedOver) {
        List<String> parameters =
                new ArrayList<>(List.of(source, state, sharing.umask(), sharing.treeUmask(), wanted, known.digests()));
        parameters.addAll(listing(passedOver));
        return Command.script(LIST, parameters)
                .repeatable()
                .within(LIST_DEADLINE)
                .parsedBy(result -> HostTree.parse(result.stdout(), known));
    }

    /** What {@link #list} answers, while nothing on the host is made or written. */
    static Command<HostTree> look(
            String source, String state, String wanted, BroughtTrees known, List<String> passedOver) {
        List<String> parameters = new ArrayList<>(List.of(source, state, wanted, known.digests()));
        parameters.addAll(listing(passedOver));
        return Command.script(LOOK, parameters)
                .repeatable()
                .within(LIST_DEADLINE)
                .parsedBy(result -> HostTree.parse(result.stdout(), known));
    }

    /** The digest of the tree that was brought last, as {@link Manifest#digest} makes it; empty when there is none. */
    static Command<String> manifestDigest(String state) {
        return Command.script(MANIFEST_DIGEST, List.of(state))
                .repeatable()
                .parsedBy(result -> result.text().isEmpty() ? "" : result.text().substring(0, SHA256_DIGITS));
    }

    /** What find is told: everything but what it passes over, without looking into what this user cannot look into. */
    private static List<String> listing(List<String> passedOver) {
        List<String> expression = new ArrayList<>(List.of("-ignore_readdir_race", "-mindepth", "1"));
        expression.addAll(passedOver);
        expression.addAll(List.of("-printf", LISTING_FORMAT));
        expression.addAll(List.of("-type", "d", "(", "-not", "-readable", "-o", "-not", "-executable", ")", "-prune"));
        return expression;
    }

    /** The SHA-256 of each of these files that can be read. */
    static Command<Map<TreePath, String>> hash(String source, Collection<TreePath> files) {
        byte[] input = nulEnded(files);
        return Command.script(HASH, List.of(source))
                .repeatable()
                .within(LIST_DEADLINE)
                .accepting(0, SOME_FAILED)
                .fedWith(out -> out.write(input))
                .parsedBy(result -> hashes(result.stdout()));
    }

    /** Reads what {@code sha256sum -z} writes: 64 hex digits, a space, a space or an asterisk, the name. */
    static Map<TreePath, String> hashes(byte[] output) {
        NulFields fields = new NulFields(output, 0);
        Map<TreePath, String> hashes = new HashMap<>();
        while (fields.hasNext()) {
            String line = fields.next();
            if (line.length() <= HASH_PREFIX) {
                throw new IllegalArgumentException("not a list of checksums");
            }
            hashes.put(new TreePath(line.substring(HASH_PREFIX)), line.substring(0, HASH_DIGITS));
        }
        return hashes;
    }

    /** The same way round: what {@code sha256sum -z} will write of these files when they have arrived. */
    private static byte[] expectedHashes(Collection<TreeEntry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TreeEntry entry : entries) {
            if (entry.type() == TreeEntry.Type.FILE) {
                out.writeBytes((entry.content() + "  ").getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(entry.path().toBytes());
                out.write(0);
            }
        }
        return out.toByteArray();
    }

    static Command<CommandResult> apply(
            String source,
            String state,
            Sharing sharing,
            List<String> passedOver,
            TreeComparison compared,
            Stdin archive) {
        Delta delta = compared.delta();
        List<byte[]> lists = List.of(
                nulEnded(delta.remove()),
                nulEnded(delta.removeDirectories()),
                expectedHashes(delta.upload()),
                compared.wanted().toBytes());
        List<String> parameters = new ArrayList<>(List.of(source, state, sharing.umask(), sharing.treeUmask()));
        parameters.add(compared.keepsOthers() ? "" : compared.digest());
        lists.forEach(list -> parameters.add(Integer.toString(list.length)));
        parameters.addAll(listing(passedOver));
        return Command.script(APPLY, parameters).within(TRANSFER_DEADLINE).fedWith(out -> {
            for (byte[] list : lists) {
                out.write(list);
            }
            archive.writeTo(out);
        });
    }

    static byte[] nulEnded(Collection<TreePath> paths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TreePath path : paths) {
            out.writeBytes(path.toBytes());
            out.write(0);
        }
        return out.toByteArray();
    }
}
