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
     * What is kept: the manifest, how the tree looked after the last sync and before it, and what that sync sent.
     * Compressed, for a listing is long and says the same over and over. Room is set aside for the way back from a sync that
     * fills the disk.
     */
    private static final String LIST = """
            set -eu
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4; shift 4
            umask "$umask"; mkdir -p -- "$state"
            umask "$tree"; mkdir -p -- "$src"
            cd -- "$src"
            umask "$umask"
            find . "$@" > "$state/tree.before.new"
            cd -- "$state"
            [ -e tree.room ] || head -c 1048576 /dev/zero > tree.room
            for kept in tree.manifest tree.listing tree.before tree.sent; do
              [ -f "$kept" ] || : > "$kept"
            done
            {
              echo $(wc -c < tree.manifest) $(wc -c < tree.listing) $(wc -c < tree.before) $(wc -c < tree.sent)
              cat tree.manifest tree.listing tree.before tree.sent tree.before.new
            } | gzip -1
            """;

    /** The same answer of a host that is only looked at. */
    private static final String LOOK = """
            set -eu
            export LC_ALL=C
            src=$1 state=$2; shift 2
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
     * The kept listing goes first: whatever happens after that, nobody will believe it. The lists arrive whole before
     * any of them is used, for half a path is another path. Removing comes before writing, for a link in the way would
     * lead tar elsewhere. What was written is read back after the new listing was made, so that whoever writes to it
     * meanwhile is noticed now or by the next listing. A directory that travels for its own sake has the mode of the
     * archive, with which no other account could write to it.
     */
    private static final String APPLY = "set -eu\n" + FileCommands.RECEIVE + """
            export LC_ALL=C
            src=$1 state=$2 umask=$3 tree=$4 remove=$5 empty=$6 sent=$7 manifest=$8; shift 8
            rm -f -- "$state/tree.listing"
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
            cut -z -b 67- < "$state/tree.sent" | xargs -0 -r sha256sum -z -- | cmp -s - "$state/tree.sent" || {
              echo "something on the host changed files while they were written" >&2; exit 1
            }
            mv -f -- "$state/tree.listing.new" "$state/tree.listing"
            rm -f -- "$state/tree.remove" "$state/tree.empty"
            """;

    private static final int HASH_DIGITS = 64;

    private static final int HASH_PREFIX = HASH_DIGITS + 2;

    private SyncCommands() {}

    /** @param passedOver how a find expression begins that passes over what is excluded */
    static Command<HostTree> list(String source, String state, Sharing sharing, List<String> passedOver) {
        List<String> parameters = new ArrayList<>(List.of(source, state, sharing.umask(), sharing.treeUmask()));
        parameters.addAll(listing(passedOver));
        return Command.script(LIST, parameters)
                .repeatable()
                .within(LIST_DEADLINE)
                .parsedBy(result -> HostTree.parse(result.stdout()));
    }

    /** What {@link #list} answers, while nothing on the host is made or written. */
    static Command<HostTree> look(String source, String state, List<String> passedOver) {
        List<String> parameters = new ArrayList<>(List.of(source, state));
        parameters.addAll(listing(passedOver));
        return Command.script(LOOK, parameters)
                .repeatable()
                .within(LIST_DEADLINE)
                .parsedBy(result -> HostTree.parse(result.stdout()));
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
            Delta delta,
            Manifest wanted,
            Stdin archive) {
        List<byte[]> lists = List.of(
                nulEnded(delta.remove()),
                nulEnded(delta.removeDirectories()),
                expectedHashes(delta.upload()),
                wanted.toBytes());
        List<String> parameters = new ArrayList<>(List.of(source, state, sharing.umask(), sharing.treeUmask()));
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
