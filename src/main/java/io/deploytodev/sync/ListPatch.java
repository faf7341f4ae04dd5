package io.deploytodev.sync;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the lists that the host keeps of its tree, for a sync that touches little of a large one: then neither
 * the manifest has to travel nor the whole tree to be listed once more.
 *
 * @param touched whatever may look different afterwards: what is sent or removed, and the directories that lead there
 * @param changed what the manifest says otherwise than before, or not any more
 * @param added what it says of those
 */
record ListPatch(Set<TreePath> touched, Set<TreePath> changed, Manifest added) {

    /** Of all that is there, as much as this part can be touched before it is quicker to look at everything. */
    private static final int PART = 2;

    /** What would be an option or an operator to {@code find}. */
    private static final String FIND_WORDS = "-()!,";

    /** Stands on the host between the fields of one line. */
    static final char SEPARATOR = '\1';

    /**
     * Where there is one.
     *
     * @param brought what the host's tree holds, all of which is certain
     * @return empty when much changes, when the host would misread a name, or when a link comes to lead where something went
     */
    static Optional<ListPatch> of(Manifest brought, Manifest wanted, Delta delta) {
        Set<TreePath> changed = new TreeSet<>();
        wanted.entries().forEach((path, entry) -> {
            if (!isSame(entry, brought.entries().get(path))) {
                changed.add(path);
            }
        });
        Manifest added =
                new Manifest(changed.stream().map(wanted.entries()::get).toList());
        Set<TreePath> touched = touched(delta, changed);
        if (touched.size() * PART > wanted.entries().size()
                || touched.stream().anyMatch(path -> isMisread(path) || isBehindAnother(path, wanted))) {
            return Optional.empty();
        }
        brought.entries().keySet().stream()
                .filter(path -> !wanted.entries().containsKey(path))
                .forEach(changed::add);
        return Optional.of(new ListPatch(touched, changed, added));
    }

    private static Set<TreePath> touched(Delta delta, Set<TreePath> changed) {
        Set<TreePath> touched = new TreeSet<>(changed);
        touched.addAll(delta.remove());
        touched.addAll(delta.removeDirectories());
        delta.upload().forEach(entry -> touched.add(entry.path()));
        for (TreePath path : touched.toArray(TreePath[]::new)) {
            touched.addAll(path.parents());
        }
        return touched;
    }

    // What a record does by itself is made at run time, which takes longer than a small sync.
    private static boolean isSame(TreeEntry entry, @Nullable TreeEntry then) {
        return then != null
                && entry.type() == then.type()
                && entry.mode() == then.mode()
                && entry.size() == then.size()
                && entry.content().equals(then.content());
    }

    /** Behind a link that came where a directory was, {@code find} would see what was not touched. */
    private static boolean isBehindAnother(TreePath path, Manifest wanted) {
        return path.parents().stream()
                .map(wanted.entries()::get)
                .anyMatch(entry -> entry != null && entry.type() != TreeEntry.Type.DIRECTORY);
    }

    private static boolean isMisread(TreePath path) {
        return FIND_WORDS.indexOf(path.bytes().charAt(0)) >= 0 || path.bytes().indexOf(SEPARATOR) >= 0;
    }

    /** The lines of {@link #added}, as the host merges them with the others. */
    byte[] addedLines() {
        StringBuilder lines = new StringBuilder();
        String[] fields = new String(added.toBytes(), StandardCharsets.ISO_8859_1).split("\0", -1);
        for (int i = 0; i + 2 < fields.length; i += 3) {
            lines.append(String.join(String.valueOf(SEPARATOR), fields[i], fields[i + 1], fields[i + 2]))
                    .append('\0');
        }
        return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
