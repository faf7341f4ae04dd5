package io.deploytodev.console;

/** Colours for lines that are printed once and stay: what {@link BlockPainter} does with JLine, without loading it. */
enum Ansi {
    /** Text alone. */
    OFF,
    ON;

    private static final String RESET = "\u001b[0m";

    static Ansi of(boolean color) {
        return color ? ON : OFF;
    }

    String paint(Line line) {
        if (this == OFF) {
            return line.text();
        }
        StringBuilder painted = new StringBuilder();
        line.spans().forEach(span -> painted.append(paint(span)));
        return painted.toString().stripTrailing();
    }

    private static String paint(Line.Span span) {
        String codes = codes(span.tone());
        return codes.isEmpty() || span.text().isBlank() ? span.text() : "\u001b[" + codes + "m" + span.text() + RESET;
    }

    private static String codes(Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case STRONG -> "1";
            case FAINT -> "2";
            case GOOD -> "32";
            case BUSY -> "36";
            case BAD -> "1;31";
            case WARNING -> "33";
            case LINK -> "4;36";
        };
    }
}
