package io.deploytodev.sync;

import io.deploytodev.host.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a tree holds, by path. Two trees are the same exactly when their digests are. */
public final class Manifest {

    private final NavigableMap<TreePath, TreeEntry> entries;

    /** Made once, as the next: a sync needs them several times. */
    private volatile byte @Nullable [] bytes;

    private volatile @Nullable Set<TreePath> directories;

    public Manifest(Collection<TreeEntry> entries) {
        this(sorted(entries));
    }

    private Manifest(NavigableMap<TreePath, TreeEntry> sorted) {
        this.entries = Collections.unmodifiableNavigableMap(sorted);
    }

    private static NavigableMap<TreePath, TreeEntry> sorted(Collection<TreeEntry> entries) {
        TreeMap<TreePath, TreeEntry> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(entry.path(), entry));
        return sorted;
    }

    public NavigableMap<TreePath, TreeEntry> entries() {
        return entries;
    }

    /** Every directory that must be there, whether something is in it or not. */
    Set<TreePath> directories() {
        Set<TreePath> known = directories;
        if (known == null) {
            known = Collections.unmodifiableSet(madeDirectories());
            directories = known;
        }
        return known;
    }

    private Set<TreePath> madeDirectories() {
        Set<TreePath> made = new HashSet<>();
        for (TreeEntry entry : entries.values()) {
            if (entry.type() == TreeEntry.Type.DIRECTORY) {
                made.add(entry.path());
            }
            entry.path().addParentsTo(made);
        }
        return made;
    }

    /** Whether a directory that must be there, and in which nothing must be, leads to this path. */
    boolean isInEmptyDirectory(TreePath path) {
        return path.parents().stream()
                .map(entries::get)
                .anyMatch(entry -> entry != null && entry.type() == TreeEntry.Type.DIRECTORY);
    }

    /** SHA-256 in hex over all that the manifest says. */
    public String digest() {
        return digest(toBytes());
    }

    /** The same of one in the form that it is kept in. */
    static String digest(byte[] bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    /** The form in which the host keeps it: for each entry {@code type mode size}, content and path, each ended by NUL. */
    public byte[] toBytes() {
        byte[] known = bytes;
        if (known == null) {
            known = made();
            bytes = known;
        }
        return known.clone();
    }

    private byte[] made() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TreeEntry entry : entries.values()) {
            String head = entry.type().letter() + " " + Integer.toOctalString(entry.mode()) + " " + entry.size();
            for (String field :
                    new String[] {head, entry.content(), entry.path().bytes()}) {
                out.writeBytes(field.getBytes(StandardCharsets.ISO_8859_1));
                out.write(0);
            }
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when it was cut off or is something else
     */
    public static Manifest parse(byte[] bytes) {
        NulFields fields = new NulFields(bytes, 0);
        TreeMap<TreePath, TreeEntry> entries = new TreeMap<>();
        while (fields.hasNext()) {
            String[] head = fields.next().split(" ", -1);
            if (head.length != 3) {
                throw new IllegalArgumentException("not a manifest");
            }
            TreeEntry.Type type = TreeEntry.Type.of(head[0]);
            String content = fields.next();
            TreePath path = new TreePath(fields.next());
            entries.put(
                    path, new TreeEntry(path, type, Integer.parseInt(head[1], 8), Long.parseLong(head[2]), content));
        }
        return new Manifest(entries);
    }
}
