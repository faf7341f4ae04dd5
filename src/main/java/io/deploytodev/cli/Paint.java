package io.deploytodev.cli;

/** Colours for a terminal, or nothing where there is none; pure. The numbers are the terminal's own (ECMA-48, SGR). */
final class Paint {

    static final int STRONG = 1;
    static final int FAINT = 2;
    static final int RED = 31;
    static final int GREEN = 32;
    static final int YELLOW = 33;

    private final boolean color;

    Paint(boolean color) {
        this.color = color;
    }

    String as(int code, String text) {
        return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
