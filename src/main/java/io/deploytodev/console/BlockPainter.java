package io.deploytodev.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * Draws a block of lines again and again in the same place, the cursor parked on the empty line below it: what somebody
 * types, such as the ^C that ends a run, then spoils no line of it. The cursor is
 * hidden only within a frame, so that whatever ends or stops the process, the shell has its cursor. Used by one thread.
 */
final class BlockPainter {

    private final Terminal terminal;
    private final boolean color;
    private Display display;
    private Size size = new Size();
    private List<AttributedString> drawn = List.of();

    BlockPainter(Terminal terminal, boolean color) {
        this.terminal = terminal;
        this.color = color;
        this.display = new Display(terminal, false);
    }

    /** How large a block may be: one line stays free for the cursor, one column so that no line wraps. */
    Size room() {
        Size now = terminal.getSize();
        if (!now.equals(size)) {
            erase(now);
        }
        return new Size(size.getColumns() - 1, size.getRows() - 1);
    }

    void draw(List<Line> lines) {
        List<AttributedString> next = new ArrayList<>();
        lines.forEach(line -> next.add(styled(line, "\n")));
        next.add(AttributedString.EMPTY);
        if (next.equals(drawn)) {
            return;
        }
        terminal.puts(Capability.cursor_invisible);
        int cursor = size.cursorPos(lines.size(), 0);
        display.update(blankedPairs(next), cursor, false);
        display.update(next, cursor, false);
        terminal.puts(Capability.cursor_normal);
        terminal.flush();
        drawn = next;
    }

    /** Forgets the block where it stands, such as after the shell has written over it, and begins a new one below. */
    void startAnew() {
        drawn = List.of();
        display = new Display(terminal, false);
        display.resize(size.getRows(), size.getColumns());
    }

    /** Replaces the block with lines that stay, however many and long they are. */
    void finish(List<Line> lines) {
        erase(terminal.getSize());
        for (Line line : lines) {
            styled(line, "").print(terminal);
            terminal.writer().print("\n");
        }
        terminal.flush();
    }

    /** A terminal that became narrower has broken the old lines, so that the block is now taller than it was drawn. */
    private void erase(Size now) {
        int up = 0;
        for (int i = 0; i < drawn.size() - 1; i++) {
            int width = drawn.get(i).columnLength();
            up += Math.max(1, (width + now.getColumns() - 1) / Math.max(1, now.getColumns()));
        }
        int rows = Math.min(up, Math.max(0, now.getRows() - 1));
        // Line by line: told to clear a whole screen, some terminals first save a copy of it to scroll back to.
        terminal.puts(Capability.carriage_return);
        terminal.puts(Capability.clr_eol);
        for (int row = 0; row < rows; row++) {
            terminal.puts(Capability.cursor_up);
            terminal.puts(Capability.clr_eol);
        }
        size = new Size(now.getColumns(), now.getRows());
        startAnew();
    }

    /**
     * Display compares lines char by char and would send half of a surrogate pair where two pictures differ in the
     * other half; a changed line that holds any is first drawn empty.
     */
    private List<AttributedString> blankedPairs(List<AttributedString> next) {
        List<AttributedString> blanked = new ArrayList<>(next);
        for (int i = 0; i < Math.min(next.size(), drawn.size()); i++) {
            boolean same = Objects.equals(next.get(i), drawn.get(i));
            if (!same && (hasPairs(next.get(i)) || hasPairs(drawn.get(i)))) {
                blanked.set(i, i < next.size() - 1 ? new AttributedString("\n") : AttributedString.EMPTY);
            }
        }
        return blanked;
    }

    private static boolean hasPairs(AttributedString line) {
        return line.chars().anyMatch(character -> Character.isSurrogate((char) character));
    }

    private AttributedString styled(Line line, String end) {
        AttributedStringBuilder styled = new AttributedStringBuilder();
        for (Line.Span span : line.spans()) {
            styled.style(color ? style(span.tone()) : AttributedStyle.DEFAULT).append(span.text());
        }
        return styled.style(AttributedStyle.DEFAULT).append(end).toAttributedString();
    }

    private static AttributedStyle style(Tone tone) {
        return switch (tone) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case STRONG -> AttributedStyle.BOLD;
            case FAINT -> AttributedStyle.DEFAULT.faint();
            case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case BUSY -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case BAD -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
            case WARNING -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
            case LINK ->
                AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).underline();
        };
    }
}
