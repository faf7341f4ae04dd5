package io.deploytodev.init;

/**
 * Where something was read.
 *
 * @param file relative to the project
 * @param line counted from 1; 0 for the file as a whole
 */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
