package io.deploytodev.docker;

import org.jspecify.annotations.Nullable;

/**
 * Something of the host that a container sees as a file or directory.
 *
 * @param place an absolute path, or the name of a variable
 * @param isVariable whether it is a variable that is handed over as a file
 * @param made whether Docker makes a directory where there is nothing
 */
public record LocalFile(String place, boolean isVariable, boolean made) {

    // What a record compares itself by is made at its first use, and every deploy would wait for it.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalFile file
                && place.equals(file.place)
                && isVariable == file.isVariable
                && made == file.made;
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }
}
