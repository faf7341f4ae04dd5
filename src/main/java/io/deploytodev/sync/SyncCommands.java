package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.Stdin;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the host is asked during a sync. It needs GNU find, tar, xargs and sha256sum, as every usual Linux has. */
final class SyncCommands {

    /** Long enough for a large tree over a slow link; a dead link is noticed by the keepalive long before. */
    private static final Duration TRANSFER_DEADLINE = Duration.ofHours(2);

    private static final Duration LIST_DEADLINE = Duration.ofMinutes(5);

    private static final String LISTING_FORMAT = "%y %m %s %T@ %C@ %i\\0%l\\0%P\\0";

    private static final String LIST = """
            set -eu
            src=$1 state=$2 format=$3; shift 3
            umask 077; mkdir -p -- "$state"
            umask 022; mkdir -p -- "$src"
            if [ -f "$state/tree.listing" ] && [ -f "$state/tree.manifest" ]; then
              echo $(wc -c < "$state/tree.listing") $(wc -c < "$state/tree.manifest")
              cat -- "$state/tree.listing" "$state/tree.manifest"
            else
              echo 0 0
            fi
            find "$src" -mindepth 1 "$@" -printf "$format"
            """;

    private static final String HASH = """
            set -eu
            cd -- "$1"
            xargs -0 -r sha256sum -z --
            """;

    /**
     * The kept listing goes first: whatever happens after that, nobody will believe it. Removing comes before
     * writing, for a link in the way would lead tar elsewhere.
     */
    private static final String APPLY = """
            set -eu
            src=$1 state=$2 format=$3 files=$4 dirs=$5 manifest=$6; shift 6
            rm -f -- "$state/tree.listing"
            cd -- "$src"
            head -c "$files" | xargs -0 -r rm -f --
            head -c "$dirs" | xargs -0 -r rmdir --ignore-fail-on-non-empty --
            (umask 077; head -c "$manifest" > "$state/tree.manifest")
            umask 022
            tar --extract --gzip --file=- --unlink-first --preserve-permissions --no-same-owner --warning=no-timestamp
            cat > /dev/null
            umask 077
            find "$src" -mindepth 1 "$@" -printf "$format" > "$state/tree.listing.new"
            mv -f -- "$state/tree.listing.new" "$state/tree.listing"
            """;

    private SyncCommands() {}

    static Command<HostTree> list(String source, String state) {
        List<String> parameters = new ArrayList<>(List.of(source, state, LISTING_FORMAT));
        parameters.addAll(Exclusions.findExpression());
        return Command.script(LIST, parameters)
                .within(LIST_DEADLINE)
                .parsedBy(result -> HostTree.parse(result.stdout()));
    }

    /** The SHA-256 of each of these files. */
    static Command<Map<TreePath, String>> hash(String source, Collection<TreePath> files) {
        byte[] input = nulEnded(files);
        return Command.script(HASH, List.of(source))
                .within(LIST_DEADLINE)
                .fedWith(out -> out.write(input))
                .parsedBy(SyncCommands::hashes);
    }

    private static Map<TreePath, String> hashes(CommandResult result) {
        NulFields fields = new NulFields(result.stdout(), 0);
        Map<TreePath, String> hashes = new HashMap<>();
        while (fields.hasNext()) {
            // sha256sum writes: 64 hex digits, a space, a space or an asterisk, the name.
            String line = fields.next();
            hashes.put(new TreePath(line.substring(66)), line.substring(0, 64));
        }
        return hashes;
    }

    static Command<CommandResult> apply(String source, String state, Delta delta, Manifest wanted, Stdin archive) {
        byte[] remove = nulEnded(delta.remove());
        byte[] removeDirectories = nulEnded(delta.removeDirectories());
        byte[] manifest = wanted.toBytes();
        List<String> parameters = new ArrayList<>(List.of(
                source,
                state,
                LISTING_FORMAT,
                Integer.toString(remove.length),
                Integer.toString(removeDirectories.length),
                Integer.toString(manifest.length)));
        parameters.addAll(Exclusions.findExpression());
        return Command.script(APPLY, parameters).within(TRANSFER_DEADLINE).fedWith(out -> {
            out.write(remove);
            out.write(removeDirectories);
            out.write(manifest);
            archive.writeTo(out);
        });
    }

    private static byte[] nulEnded(Collection<TreePath> paths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TreePath path : paths) {
            out.writeBytes(path.toBytes());
            out.write(0);
        }
        return out.toByteArray();
    }
}
