package io.deploytodev.checkout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds files that only stand for others, which Git LFS keeps elsewhere. */
final class LfsPointers {

    /** How the specification of Git LFS has them begin. */
    private static final byte[] BEGINNING =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    /** The same says that a pointer is shorter than this. */
    private static final int LONGEST = 1024;

    private LfsPointers() {}

    /**
     * Those of these paths at which a pointer lies.
     *
     * @param paths inside the tree, a character for each byte
     */
    static List<String> in(Path tree, List<String> paths) throws IOException {
        List<String> pointers = new ArrayList<>();
        for (String path : paths) {
            if (isPointer(tree, new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))) {
                pointers.add(path);
            }
        }
        return pointers;
    }

    private static boolean isPointer(Path tree, String path) throws IOException {
        Path file;
        try {
            file = tree.resolve(path);
        } catch (InvalidPathException e) {
            return false; // Git LFS itself cannot name it either
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) >= LONGEST) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
        }
    }
}
