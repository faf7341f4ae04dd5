package io.deploytodev.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What has to happen on the host so that its tree becomes the workstation's.
 *
 * @param upload entries to send, in the order of their paths
 * @param remove files and links to remove before anything is written
 * @param removeDirectories directories to remove afterwards if nothing is left in them, the innermost first
 */
public record Delta(List<TreeEntry> upload, List<TreePath> remove, List<TreePath> removeDirectories) {

    public Delta {
        upload = List.copyOf(upload);
        remove = List.copyOf(remove);
        removeDirectories = List.copyOf(removeDirectories);
    }

    public boolean isEmpty() {
        return upload.isEmpty() && remove.isEmpty() && removeDirectories.isEmpty();
    }

    /** How many bytes of content travel, before compression. */
    public long bytes() {
        return upload.stream().mapToLong(TreeEntry::size).sum();
    }

    /**
     * Compares.
     *
     * @param keeps paths that the host may have for itself, such as what git ignores
     * @param goneDirectories that were brought and need not be there any more
     */
    static Delta between(Manifest wanted, HostTree host, Predicate<TreePath> keeps, Set<TreePath> goneDirectories) {
        List<TreeEntry> upload = wanted.entries().values().stream()
                .filter(entry -> !isThere(entry, host))
                .toList();
        Set<TreePath> wantedDirectories = wanted.directories();

        TreeSet<TreePath> remove = new TreeSet<>();
        for (TreePath path : host.entries().keySet()) {
            // A link where a directory must be would lead the upload out of the tree.
            boolean inTheWay = wantedDirectories.contains(path);
            boolean gone = !wanted.entries().containsKey(path) && !keeps.test(path);
            if (inTheWay || gone) {
                remove.add(path);
            }
        }
        Set<TreePath> emptied = new HashSet<>(goneDirectories);
        remove.forEach(path -> emptied.addAll(path.parents()));
        return new Delta(upload, new ArrayList<>(remove), inTheEnd(wanted, host, wantedDirectories, emptied));
    }

    private static boolean isThere(TreeEntry entry, HostTree host) {
        if (entry.type() == TreeEntry.Type.DIRECTORY) {
            return host.directories().contains(entry.path());
        }
        HostTree.HostEntry there = host.entries().get(entry.path());
        return there != null
                && there.type() == entry.type().letter()
                && (entry.type() == TreeEntry.Type.SYMLINK || there.mode() == entry.mode())
                && host.content(entry.path()).filter(entry.content()::equals).isPresent();
    }

    /** Directories that are empty now, or that stand where something else must be. */
    private static List<TreePath> inTheEnd(
            Manifest wanted, HostTree host, Set<TreePath> wantedDirectories, Set<TreePath> emptied) {
        return host.directories().stream()
                .filter(directory -> !wantedDirectories.contains(directory))
                .filter(directory -> emptied.contains(directory) || isInTheWay(wanted, directory))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static boolean isInTheWay(Manifest wanted, TreePath directory) {
        return Stream.concat(Stream.of(directory), directory.parents().stream())
                .map(wanted.entries()::get)
                .anyMatch(entry -> entry != null && entry.type() != TreeEntry.Type.DIRECTORY);
    }
}
