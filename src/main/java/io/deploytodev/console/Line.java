package io.deploytodev.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** One line of what is shown: pieces of text and what each of them is. */
record Line(List<Span> spans) {

    record Span(String text, Tone tone) {}

    static final Line EMPTY = new Line(List.of());

    Line {
        spans = List.copyOf(spans);
    }

    static Line of(String text) {
        return EMPTY.and(text);
    }

    static Line of(String text, Tone tone) {
        return EMPTY.and(text, tone);
    }

    Line and(String text) {
        return and(text, Tone.PLAIN);
    }

    Line and(Line other) {
        List<Span> longer = new ArrayList<>(spans);
        longer.addAll(other.spans);
        return new Line(longer);
    }

    Line and(String text, Tone tone) {
        List<Span> longer = new ArrayList<>(spans);
        longer.add(new Span(text, tone));
        return new Line(longer);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString().stripTrailing();
    }

    int width() {
        return spans.stream().mapToInt(span -> width(span.text())).sum();
    }

    /** This line, or as much of its start as fits, with the sign that there is more. */
    Line fit(int columns, String ellipsis) {
        if (width() <= columns) {
            return this;
        }
        int room = Math.max(0, columns - ellipsis.length());
        List<Span> kept = new ArrayList<>();
        for (Span span : spans) {
            String start = start(span.text(), room);
            kept.add(new Span(start, span.tone()));
            room -= width(start);
            if (start.length() < span.text().length()) {
                break;
            }
        }
        kept.add(new Span(ellipsis.substring(0, Math.min(columns, ellipsis.length())), Tone.FAINT));
        return new Line(kept);
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String paddedLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    static String fit(String text, int columns, String ellipsis) {
        return of(text).fit(columns, ellipsis).text();
    }

    /** How many columns a terminal gives to the text: East Asian and pictorial characters take two. */
    static int width(String text) {
        return text.codePoints().map(Line::width).sum();
    }

    private static int width(int character) {
        // No need to load JLine for the plain console, whose own text is ASCII.
        return character < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(character));
    }

    private static String start(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += width(character);
            if (used > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }
}
