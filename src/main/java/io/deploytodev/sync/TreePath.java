package io.deploytodev.sync;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path inside a tree, relative, with {@code /} between its parts. A file name on Linux is any bytes but NUL and slash,
 * not text, so the bytes are kept as they are, one char each.
 */
public record TreePath(String bytes) implements Comparable<TreePath> {

    public TreePath {
        if (bytes.isEmpty() || bytes.startsWith("/") || bytes.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a path inside a tree: " + bytes);
        }
        for (int start = 0; start <= bytes.length(); ) {
            int slash = bytes.indexOf('/', start);
            int end = slash < 0 ? bytes.length() : slash;
            if (end == start || isDots(bytes, start, end)) {
                throw new IllegalArgumentException("not a path inside a tree: " + bytes);
            }
            start = end + 1;
        }
    }

    private static boolean isDots(String bytes, int start, int end) {
        return end - start <= 2 && bytes.charAt(start) == '.' && bytes.charAt(end - 1) == '.';
    }

    // What a record does by itself takes part in the time of every sync: there are many paths.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreePath path && bytes.equals(path.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** A path written as text, such as in a test. */
    public static TreePath of(String text) {
        return new TreePath(bytesOf(text));
    }

    /** A path as people write it, with {@code .} and {@code ..} in it; empty when it does not lead into the tree. */
    static Optional<TreePath> normalized(String bytes) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : bytes.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new TreePath(String.join("/", parts)));
    }

    /** Text as bytes, one char each. */
    static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The path of {@code file} inside {@code root}. */
    static TreePath between(Path root, Path file) {
        return new TreePath(rawBytes(root.relativize(file)));
    }

    /** What lies under this name in a directory; empty stands for the tree itself. */
    static TreePath child(Optional<TreePath> directory, Path name) {
        String bytes = nameBytes(name);
        return new TreePath(directory.isPresent() ? directory.get().bytes + "/" + bytes : bytes);
    }

    /** Any path, such as a link's target, as bytes, one char each. */
    static String rawBytes(Path path) {
        // A URI is the one public view of a path that shows its bytes even where they are not text.
        StringBuilder bytes = new StringBuilder(path.isAbsolute() ? "/" : "");
        String separator = "";
        for (Path part : path) {
            bytes.append(separator).append(nameBytes(part));
            separator = "/";
        }
        return bytes.toString();
    }

    private static String nameBytes(Path name) {
        String text = name.toString();
        if (isPlain(text)) {
            return text;
        }
        String uri = Path.of("/").resolve(name).toUri().getRawPath().substring(1);
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                bytes.append((char) Integer.parseInt(uri.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (c != '/') {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    /** Where the path lies under {@code root}. */
    Path in(Path root) {
        if (isPlain(bytes)) {
            return root.resolve(bytes);
        }
        StringBuilder uri = new StringBuilder(root.toUri().getRawPath());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean unreserved = c == '/' || c == '-' || c == '_' || c == '.' || isAsciiAlphanumeric(c);
            uri.append(unreserved ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return Path.of(URI.create("file://" + uri));
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Whether every program reads and writes it as it is. */
    boolean isPlain() {
        return isPlain(bytes);
    }

    private static boolean isPlain(String text) {
        // No stream: each of many thousand paths is asked several times.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c == '\\') {
                return false;
            }
        }
        return true;
    }

    String name() {
        return bytes.substring(bytes.lastIndexOf('/') + 1);
    }

    /** The directories that lead to it, the outermost first. */
    List<TreePath> parents() {
        List<TreePath> parents = new ArrayList<>();
        for (int i = bytes.indexOf('/'); i >= 0; i = bytes.indexOf('/', i + 1)) {
            parents.add(new TreePath(bytes.substring(0, i)));
        }
        return parents;
    }

    /** Adds the directories that lead to it; one that is there already was added with those that lead to it. */
    void addParentsTo(Set<TreePath> directories) {
        for (int end = bytes.lastIndexOf('/'); end >= 0; end = bytes.lastIndexOf('/', end - 1)) {
            if (!directories.add(new TreePath(bytes.substring(0, end)))) {
                return;
            }
        }
    }

    /** The directory that holds it; empty where that is the tree itself. */
    Optional<TreePath> parent() {
        int slash = bytes.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new TreePath(bytes.substring(0, slash)));
    }

    TreePath under(TreePath directory) {
        return new TreePath(directory.bytes + "/" + bytes);
    }

    /** The same path seen from a directory that leads to it. */
    TreePath within(TreePath directory) {
        return new TreePath(bytes.substring(directory.bytes.length() + 1));
    }

    byte[] toBytes() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The path as text for people; bytes that are not UTF-8 show as a replacement character. */
    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(TreePath other) {
        return bytes.compareTo(other.bytes);
    }
}
