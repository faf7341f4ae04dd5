package io.deploytodev.docker;

/** How many characters a terminal shows. */
public record TerminalSize(int rows, int columns) {

    public TerminalSize {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("no terminal has " + rows + " rows of " + columns);
        }
    }
}
