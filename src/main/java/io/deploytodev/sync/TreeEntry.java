package io.deploytodev.sync;

import java.util.Arrays;

/**
 * One file, symbolic link or empty directory of a tree. A directory that holds something is there because of that.
 *
 * @param mode the nine permission bits of a file: who may do what else (setuid and the like) is the host's affair
 * @param size in bytes; 0 but for a file
 * @param content what makes two entries equal: a file's SHA-256 in hex, a link's target as bytes, nothing for a directory
 */
public record TreeEntry(TreePath path, Type type, int mode, long size, String content) {

    /** The mode that stands for "a link has no mode of its own". */
    static final int LINK_MODE = 0777;

    /** A directory belongs to the host as soon as it is there, for programs change the modes of what they write to. */
    static final int DIRECTORY_MODE = 0755;

    static TreeEntry emptyDirectory(TreePath path) {
        return new TreeEntry(path, Type.DIRECTORY, DIRECTORY_MODE, 0, "");
    }

    static TreeEntry link(TreePath path, String target) {
        return new TreeEntry(path, Type.SYMLINK, LINK_MODE, 0, target);
    }

    /** What an entry is; the letters are those of {@code find -printf %y}. */
    public enum Type {
        FILE('f'),
        SYMLINK('l'),
        DIRECTORY('d');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static Type of(String letter) {
            return Arrays.stream(values())
                    .filter(type -> letter.equals(String.valueOf(type.letter)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a kind of entry: " + letter));
        }
    }
}
