package io.deploytodev.console;

import java.nio.charset.Charset;

/** The signs that lines begin with and bars are made of. */
record Glyphs(
        String done,
        String running,
        String waiting,
        String failed,
        String cancelled,
        String critical,
        String tail,
        String arrow,
        String dot,
        String ellipsis,
        String full,
        String empty) {

    static final Glyphs UNICODE = new Glyphs("✔", "●", "○", "✖", "⊘", "◆", "│", "→", "·", "…", "━", "─");
    static final Glyphs ASCII = new Glyphs("+", "*", ".", "x", "-", "*", "|", "->", "-", "...", "#", ".");

    /** Those that the character set of the output can express. */
    static Glyphs of(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.done + UNICODE.full + UNICODE.critical)
                ? UNICODE
                : ASCII;
    }
}
