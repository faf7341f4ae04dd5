package io.deploytodev.docker;

/**
 * Something of the host that a container sees as a file or directory.
 *
 * @param place an absolute path, or the name of a variable
 * @param isVariable whether it is a variable that is handed over as a file
 * @param made whether Docker makes a directory where there is nothing
 */
public record LocalFile(String place, boolean isVariable, boolean made) {}
