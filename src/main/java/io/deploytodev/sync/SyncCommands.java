package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.Sharing;
import io.deploytodev.host.Stdin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the host is asked during a sync. It needs GNU find, xargs, tar, sed and coreutils, as every
 * usual Linux has. */
final class SyncCommands {

    /** Long enough for a large tree over a slow link; a dead link is noticed by the keepalive long before. */
    private static final Duration TRANSFER_DEADLINE = Duration.ofHours(2);

    private static final Duration LIST_DEADLINE = Duration.ofMinutes(5);

    /** The times and the mode of a directory say nothing of the tree: a program that made a file there for a moment sets them. */
    private static final String DIRECTORY_FORMAT = "d 0 0 0\\0\\0%P\\0";

    static final String LISTING_FORMAT = "%y %m %s %T@ %C@ %i\\0%l\\0%P\\0";

    /** Both, for files that find is given by their paths. */
    private static final List<String> BY_PATH = Stream.of(DIRECTORY_FORMAT, LISTING_FORMAT)
            .map(format -> format.replace("%P", "%p"))
            .toList();

    /** The script's own code for lists that cannot be mended. */
    private static final int UNPATCHED = 3;

    /** How each thing looks after a sync, to be compared with {@link SourceArchive#looks}. */
    private static final List<String> LOOKS = List.of("f %s %T@ %P\\0", "l %l\\001%P\\0", "%y %P\\0");

    /** xargs says so when a program that it ran failed. */
    private static final int SOME_FAILED = 123;

    private static final int HASH_DIGITS = 64;

    private static final int HASH_PREFIX = HASH_DIGITS + 2;

    private SyncCommands() {}

    /**
     * Lists what is there.
     *
     * @param wanted tells the digest of the manifest that the host is to have, which it wants to know once it has looked
     * @param known what this side has of earlier trees
     * @param passedOver how a find expression begins that passes over what is excluded
     */
    static Command<HostTree> list(
            String source,
            String state,
            Sharing sharing,
            Supplier<String> wanted,
            BroughtTrees known,
            List<String> passedOver) {
        List<String> parameters =
                new ArrayList<>(List.of(source, state, sharing.umask(), sharing.treeUmask(), known.digests()));
        parameters.addAll(listing(passedOver, List.of()));
        return Command.script(SyncScripts.LIST, parameters)
                .repeatable()
                .within(TRANSFER_DEADLINE)
                .fedWith(line(wanted))
                .parsedBy(result -> HostTree.parse(result.stdout(), known));
    }

    /** What {@link #list} answers, while nothing on the host is made or written. */
    static Command<HostTree> look(
            String source, String state, Supplier<String> wanted, BroughtTrees known, List<String> passedOver) {
        List<String> parameters = new ArrayList<>(List.of(source, state, known.digests()));
        parameters.addAll(listing(passedOver, List.of()));
        return Command.script(SyncScripts.LOOK, parameters)
                .repeatable()
                .within(LIST_DEADLINE)
                .fedWith(line(wanted))
                .parsedBy(result -> HostTree.parse(result.stdout(), known));
    }

    private static Stdin line(Supplier<String> text) {
        return out -> out.write((text.get() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The digest of the tree that was brought last, as {@link Manifest#digest} makes it; empty when there is none. */
    static Command<String> manifestDigest(String state) {
        return Command.script(SyncScripts.MANIFEST_DIGEST, List.of(state))
                .repeatable()
                .parsedBy(result -> result.text().isEmpty() ? "" : result.text().substring(0, HASH_DIGITS));
    }

    /**
     * What find is told: everything but what it passes over, without looking into what this user cannot look into.
     *
     * @param also what else to do with each
     */
    private static List<String> listing(List<String> passedOver, List<String> also) {
        List<String> expression = new ArrayList<>(List.of("-ignore_readdir_race", "-mindepth", "1"));
        expression.addAll(passedOver);
        expression.addAll(
                List.of("(", "-type", "d", "-printf", DIRECTORY_FORMAT, "-o", "-printf", LISTING_FORMAT, ")"));
        expression.addAll(also);
        expression.addAll(List.of("-type", "d", "(", "-not", "-readable", "-o", "-not", "-executable", ")", "-prune"));
        return expression;
    }

    /** The SHA-256 of each of these files that can be read. */
    static Command<Map<TreePath, String>> hash(String source, Collection<TreePath> files) {
        byte[] input = nulEnded(files);
        return Command.script(SyncScripts.HASH, List.of(source))
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

    /**
     * Brings what differs, and makes the lists anew that the host keeps.
     *
     * @param passedOver how a find expression begins that passes over what is excluded
     */
    static Command<CommandResult> apply(
            String source,
            String state,
            Sharing sharing,
            List<String> passedOver,
            TreeComparison compared,
            SourceArchive archive) {
        Map<String, byte[]> lists = lists(compared.delta(), archive);
        lists.put("manifest.next", compared.wanted().toBytes());
        List<String> parameters = parameters(source, state, sharing, compared, lists, "no");
        String looks = state + "/tree.looks";
        parameters.addAll(listing(
                passedOver,
                List.of(
                        "(",
                        "-type",
                        "f",
                        "-fprintf",
                        looks,
                        LOOKS.get(0),
                        "-o",
                        "-type",
                        "l",
                        "-fprintf",
                        looks,
                        LOOKS.get(1),
                        "-o",
                        "-fprintf",
                        looks,
                        LOOKS.get(2),
                        ")")));
        return apply(parameters, lists, archive);
    }

    /**
     * Brings what differs, and mends the lists that the host keeps.
     *
     * @return whether that could be done; if not, nothing has changed there
     */
    static Command<Boolean> applyPatched(
            String source,
            String state,
            Sharing sharing,
            TreeComparison compared,
            ListPatch patch,
            SourceArchive archive) {
        Map<String, byte[]> lists = lists(compared.delta(), archive);
        lists.put("touched", nulEnded(patch.touched()));
        lists.put("changed", nulEnded(patch.changed()));
        lists.put("added", patch.addedLines());
        List<String> parameters = parameters(source, state, sharing, compared, lists, "yes");
        parameters.addAll(BY_PATH);
        return apply(parameters, lists, archive).accepting(0, UNPATCHED).parsedBy(result -> result.exitCode() == 0);
    }

    /** By the names that they have on the host, in the order in which they travel. */
    private static Map<String, byte[]> lists(Delta delta, SourceArchive archive) {
        Map<String, byte[]> lists = new LinkedHashMap<>();
        lists.put("remove", nulEnded(delta.remove()));
        lists.put("empty", nulEnded(delta.removeDirectories()));
        lists.put("sent.next", expectedHashes(delta.upload()));
        lists.put("expected", archive.looks());
        return lists;
    }

    private static List<String> parameters(
            String source,
            String state,
            Sharing sharing,
            TreeComparison compared,
            Map<String, byte[]> lists,
            String patch) {
        return new ArrayList<>(List.of(
                source,
                state,
                sharing.umask(),
                sharing.treeUmask(),
                compared.digest(),
                compared.keepsOthers() ? "no" : "yes",
                lists.entrySet().stream()
                        .map(list -> list.getKey() + ":" + list.getValue().length)
                        .collect(Collectors.joining(" ")),
                patch));
    }

    private static Command<CommandResult> apply(
            List<String> parameters, Map<String, byte[]> lists, SourceArchive archive) {
        return Command.script(ApplyScripts.APPLY, parameters)
                .within(TRANSFER_DEADLINE)
                .fedWith(out -> {
                    for (byte[] list : lists.values()) {
                        out.write(list);
                    }
                    archive.inParts().writeTo(out);
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
