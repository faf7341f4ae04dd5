package io.deploytodev.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What lies in the source directory of the host now, and what is known of its content.
 *
 * <p>After each sync the host keeps what it should hold (the manifest) and how each file looked then (the listing, with
 * inode and change time to the nanosecond). A file that looks the same now still holds that; no user can set a change
 * time back. A file that was not sent must also have looked so before the sync, when its content was established.
 */
public final class HostTree {

    private static final String SAME = "same\n";

    private static final String KNOWN = "known ";

    private final NavigableMap<TreePath, HostEntry> entries;
    private final Set<TreePath> directories;
    private final Map<TreePath, String> knownContent;
    private final Manifest brought;

    private final boolean asWanted;
    private final boolean asLeft;

    private HostTree(
            NavigableMap<TreePath, HostEntry> entries,
            Set<TreePath> directories,
            Map<TreePath, String> knownContent,
            Manifest brought,
            boolean asWanted,
            boolean asLeft) {
        this.asWanted = asWanted;
        this.asLeft = asLeft;
        this.entries = Collections.unmodifiableNavigableMap(entries);
        this.directories = Set.copyOf(directories);
        this.knownContent = knownContent;
        this.brought = brought;
    }

    /**
     * Reads the answer of {@link SyncCommands#list}: that it has what is wanted; which tree it has, and its directories; or a
     * line with the lengths of the four things kept, those, and the listing of now.
     *
     * @throws BroughtTrees.Forgotten when it has a tree that was known when it was asked
     * @throws IllegalArgumentException when it is something else
     */
    static HostTree parse(byte[] compressed, BroughtTrees trees) {
        if (Arrays.equals(compressed, SAME.getBytes(StandardCharsets.US_ASCII))) {
            return new HostTree(new TreeMap<>(), Set.of(), Map.of(), new Manifest(List.of()), true, true);
        }
        byte[] bytes = decompressed(compressed);
        String line = NulFields.lineBefore(bytes);
        if (line.startsWith(KNOWN)) {
            Set<TreePath> directories = new HashSet<>();
            for (NulFields fields = new NulFields(bytes, line.length() + 1); fields.hasNext(); ) {
                directories.add(new TreePath(fields.next()));
            }
            return asBrought(trees.tree(line.substring(KNOWN.length())), directories);
        }
        Answer answer = Answer.of(line, bytes);
        Listing now = Listing.parse(answer.part(4));
        Manifest manifest = new Manifest(List.of());
        Map<TreePath, String> known = new HashMap<>();
        try {
            manifest = Manifest.parse(answer.part(0));
            known.putAll(known(now, manifest, answer));
        } catch (IllegalArgumentException e) {
            // What is kept was damaged, as by a crash of the host: then nothing is known, and all is compared anew.
        }
        return new HostTree(now.entries(), now.directories(), known, manifest, false, false);
    }

    private static HostTree asBrought(Manifest brought, Set<TreePath> directories) {
        NavigableMap<TreePath, HostEntry> entries = new TreeMap<>();
        Map<TreePath, String> contents = new HashMap<>();
        brought.entries().forEach((path, entry) -> {
            if (entry.type() != TreeEntry.Type.DIRECTORY) {
                entries.put(path, HostEntry.asBrought(entry));
                contents.put(path, entry.content());
            }
        });
        return new HostTree(entries, directories, contents, brought, false, true);
    }

    private static byte[] decompressed(byte[] compressed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a compressed answer", e);
        }
    }

    private static Map<TreePath, String> known(Listing now, Manifest manifest, Answer answer) {
        Listing after = Listing.parse(answer.part(1));
        Listing before = Listing.parse(answer.part(2));
        Set<TreePath> sent = SyncCommands.hashes(answer.part(3)).keySet();
        Map<TreePath, String> known = new HashMap<>();
        now.entries().forEach((path, entry) -> {
            TreeEntry held = manifest.entries().get(path);
            boolean established =
                    sent.contains(path) || entry.equals(before.entries().get(path));
            if (held != null && established && entry.equals(after.entries().get(path))) {
                known.put(path, held.content());
            }
        });
        return known;
    }

    /** Whether it holds what is wanted, and nothing else that a sync would have to judge; then no more is known of it. */
    boolean isAsWanted() {
        return asWanted;
    }

    /** Whether all of it is just as the last sync left it. */
    boolean isAsLeft() {
        return asLeft;
    }

    /** Files and links that are there, and perhaps some that are excluded. */
    NavigableMap<TreePath, HostEntry> entries() {
        return entries;
    }

    /** Directories that are there. */
    Set<TreePath> directories() {
        return directories;
    }

    /** The content at a path in the form of {@link TreeEntry#content}; empty when nobody knows. */
    Optional<String> content(TreePath path) {
        HostEntry entry = entries.get(path);
        if (entry != null && entry.type() == 'l') {
            return Optional.of(entry.linkTarget());
        }
        return Optional.ofNullable(knownContent.get(path));
    }

    /** What the last sync made of the tree. */
    Manifest brought() {
        return brought;
    }

    /** Whether an earlier sync brought it and nobody changed it since, so that it is not the host's own. */
    boolean isAsBrought(TreePath path) {
        TreeEntry then = brought.entries().get(path);
        return then != null && content(path).filter(then.content()::equals).isPresent();
    }

    /** Files that may be as they should be, or as they were brought, which only their content can tell. */
    List<TreePath> unknown(Manifest wanted) {
        return entries.values().stream()
                .filter(entry -> entry.type() == 'f' && !knownContent.containsKey(entry.path()))
                .filter(entry -> {
                    TreeEntry other = wanted.entries()
                            .getOrDefault(entry.path(), brought.entries().get(entry.path()));
                    return other != null
                            && other.type() == TreeEntry.Type.FILE
                            && other.size() == entry.size()
                            && other.mode() == entry.mode();
                })
                .map(HostEntry::path)
                .toList();
    }

    /** The same tree with the content of files that were hashed. */
    HostTree with(Map<TreePath, String> hashed) {
        Map<TreePath, String> all = new HashMap<>(knownContent);
        all.putAll(hashed);
        return new HostTree(new TreeMap<>(entries), directories, all, brought, false, asLeft);
    }

    /**
     * One line of the listing.
     *
     * @param look everything that changes when the file does: times, inode
     */
    record HostEntry(TreePath path, char type, int mode, long size, String look, String linkTarget) {

        static HostEntry asBrought(TreeEntry entry) {
            boolean link = entry.type() == TreeEntry.Type.SYMLINK;
            return new HostEntry(
                    entry.path(), entry.type().letter(), entry.mode(), entry.size(), "", link ? entry.content() : "");
        }
    }

    /** The parts of an answer, told apart by the lengths on its first line; what follows them is the last part. */
    private record Answer(List<byte[]> parts) {

        private static final int KEPT = 4;

        static Answer of(String line, byte[] bytes) {
            List<byte[]> parts = new ArrayList<>();
            int start = line.length() + 1;
            for (String length : line.trim().split(" +", -1)) {
                int end = start + Integer.parseInt(length);
                if (end > bytes.length) {
                    throw new IllegalArgumentException("a cut off answer");
                }
                parts.add(Arrays.copyOfRange(bytes, start, end));
                start = end;
            }
            if (parts.size() != KEPT) {
                throw new IllegalArgumentException("not an answer");
            }
            parts.add(Arrays.copyOfRange(bytes, start, bytes.length));
            return new Answer(parts);
        }

        byte[] part(int index) {
            return parts.get(index);
        }
    }

    private record Listing(NavigableMap<TreePath, HostEntry> entries, Set<TreePath> directories) {

        static Listing parse(byte[] bytes) {
            NulFields fields = new NulFields(bytes, 0);
            TreeMap<TreePath, HostEntry> entries = new TreeMap<>();
            Set<TreePath> directories = new HashSet<>();
            while (fields.hasNext()) {
                String[] head = fields.next().split(" ", 4);
                if (head.length != 4) {
                    throw new IllegalArgumentException("not a listing");
                }
                String link = fields.next();
                TreePath path = new TreePath(fields.next());
                char type = head[0].charAt(0);
                if (type == 'd') {
                    directories.add(path);
                } else {
                    int mode = Integer.parseInt(head[1], 8);
                    entries.put(path, new HostEntry(path, type, mode, Long.parseLong(head[2]), head[3], link));
                }
            }
            return new Listing(entries, directories);
        }
    }
}
