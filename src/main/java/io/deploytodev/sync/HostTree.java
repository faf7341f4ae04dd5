package io.deploytodev.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lies in the source directory of the host now, and what is known of its content.
 *
 * <p>After each sync the host keeps what it was sent (the manifest) and how each file looked then (the listing, with
 * inode and change time to the nanosecond). A file that looks the same now still holds what it was sent; no user can set a
 * change time back.
 */
public final class HostTree {

    private final NavigableMap<TreePath, HostEntry> entries;
    private final Map<TreePath, String> knownContent;
    private final List<TreePath> directories;

    private HostTree(
            NavigableMap<TreePath, HostEntry> entries, List<TreePath> directories, Map<TreePath, String> knownContent) {
        this.entries = Collections.unmodifiableNavigableMap(entries);
        this.directories = List.copyOf(directories);
        this.knownContent = knownContent;
    }

    /**
     * Reads the answer of {@link SyncCommands#list}: the lengths of the kept listing and manifest on a line, those two,
     * and the listing of now.
     */
    static HostTree parse(byte[] answer) {
        int newline = 0;
        while (newline < answer.length && answer[newline] != '\n') {
            newline++;
        }
        String[] lengths = new String(answer, 0, newline, java.nio.charset.StandardCharsets.US_ASCII)
                .trim()
                .split(" +", -1);
        int listingStart = newline + 1;
        int manifestStart = listingStart + Integer.parseInt(lengths[0]);
        int nowStart = manifestStart + Integer.parseInt(lengths[1]);
        Listing then = Listing.parse(slice(answer, listingStart, manifestStart));
        Manifest sent = Manifest.parse(slice(answer, manifestStart, nowStart));
        Listing now = Listing.parse(slice(answer, nowStart, answer.length));
        Map<TreePath, String> known = new HashMap<>();
        now.entries().forEach((path, entry) -> {
            TreeEntry wasSent = sent.entries().get(path);
            if (wasSent != null && entry.equals(then.entries().get(path))) {
                known.put(path, wasSent.content());
            }
        });
        return new HostTree(now.entries(), now.directories(), known);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    /** Files and links that are there and not excluded. */
    NavigableMap<TreePath, HostEntry> entries() {
        return entries;
    }

    /** Directories that are there, each before those in it. */
    List<TreePath> directories() {
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

    /** Files whose content must be hashed on the host before anything can be said of them. */
    List<TreePath> unknown() {
        return entries.values().stream()
                .filter(entry -> entry.type() == 'f' && !knownContent.containsKey(entry.path()))
                .map(HostEntry::path)
                .toList();
    }

    /** The same tree with the content of files that were hashed. */
    HostTree with(Map<TreePath, String> hashed) {
        Map<TreePath, String> all = new HashMap<>(knownContent);
        all.putAll(hashed);
        return new HostTree(new TreeMap<>(entries), directories, all);
    }

    /**
     * One line of the listing.
     *
     * @param look everything that changes when the file does: size, times, inode
     */
    record HostEntry(TreePath path, char type, int mode, String look, String linkTarget) {}

    private record Listing(NavigableMap<TreePath, HostEntry> entries, List<TreePath> directories) {

        static Listing parse(byte[] bytes) {
            NulFields fields = new NulFields(bytes, 0);
            TreeMap<TreePath, HostEntry> entries = new TreeMap<>();
            List<TreePath> directories = new ArrayList<>();
            while (fields.hasNext()) {
                String[] head = fields.next().split(" ", 3);
                String link = fields.next();
                TreePath path = new TreePath(fields.next());
                char type = head[0].charAt(0);
                if (type == 'd') {
                    directories.add(path);
                } else {
                    entries.put(path, new HostEntry(path, type, Integer.parseInt(head[1], 8), head[2], link));
                }
            }
            return new Listing(entries, directories);
        }
    }
}
