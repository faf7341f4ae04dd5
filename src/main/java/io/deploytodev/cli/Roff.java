package io.deploytodev.cli;

import java.util.List;

/** Writes a man page: text in, the macros of man(7) out; pure. */
final class Roff {

    private static final int LAST_ASCII = 0x7e;

    private final StringBuilder page = new StringBuilder();

    /** The line that a page begins with. */
    Roff title(String name, String program) {
        return macro(".TH " + quoted(name.replace("-", "\\-")) + " 1 \"\" " + quoted(program)
                        + " \"deploy\\-to\\-dev\"")
                .macro(".nh")
                .macro(".ad l");
    }

    Roff section(String heading) {
        return macro(".SH " + quoted(escaped(heading)));
    }

    Roff part(String heading) {
        return macro(".SS " + quoted(escaped(heading)));
    }

    Roff paragraph(String text) {
        return macro(".PP").text(text);
    }

    /** What something is called, and what it is. */
    Roff term(String term, String text) {
        return macro(".TP").macro("\\fB" + escaped(term) + "\\fR").text(text);
    }

    /** Lines as they stand. */
    Roff asItStands(List<String> lines) {
        macro(".PP").macro(".nf");
        lines.forEach(this::text);
        return macro(".fi");
    }

    Roff text(String text) {
        String escaped = escaped(text);
        // A line that begins so would be a macro.
        return macro(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private Roff macro(String line) {
        page.append(line).append('\n');
        return this;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\(dq") + '"';
    }

    /** A dash is one that can be copied into a shell; so is a quote. */
    static String escaped(String text) {
        StringBuilder roff = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> roff.append("\\e");
                case '-' -> roff.append("\\-");
                case '\'' -> roff.append("\\(aq");
                case '`' -> roff.append("\\(ga");
                case '^' -> roff.append("\\(ha");
                case '~' -> roff.append("\\(ti");
                default -> {
                    if (character > LAST_ASCII) {
                        roff.append(String.format(java.util.Locale.ROOT, "\\[u%04X]", character));
                    } else {
                        roff.appendCodePoint(character);
                    }
                }
            }
        });
        return roff.toString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
