package io.deploytodev.sync;

/**
 * One file or symbolic link of a tree.
 *
 * @param mode the nine permission bits; 0777 for a symbolic link, which has none
 * @param size in bytes; 0 for a symbolic link
 * @param content what makes two entries equal: a file's SHA-256 in hex, a link's target as bytes
 */
public record TreeEntry(TreePath path, Type type, int mode, long size, String content) {

    /** The mode that stands for "a link has no mode of its own". */
    static final int LINK_MODE = 0777;

    /** What an entry is; the letters are those of {@code find -printf %y}. */
    public enum Type {
        FILE('f'),
        SYMLINK('l');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }
}
