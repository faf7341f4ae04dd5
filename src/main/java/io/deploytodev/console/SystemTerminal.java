package io.deploytodev.console;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the user looks at, only to be written to. JLine's own system terminals also read, set modes and
 * parse a terminfo entry, which costs more than all the drawing of a short run; this one has no modes to restore.
 */
final class SystemTerminal extends AbstractTerminal {

    static final Size USUAL = new Size(80, 24);

    /** A display is drawn in some other size rather than late. */
    private static final Duration SOON = Duration.ofMillis(500);

    private final OutputStream out;
    private final PrintWriter writer;
    private final Size size = new Size();

    private SystemTerminal(OutputStream out, Charset charset, Size size) throws IOException {
        super("deploy-to-dev", "ansi", charset, SignalHandler.SIG_DFL);
        this.out = out;
        this.writer = new PrintWriter(new OutputStreamWriter(out, charset));
        this.size.copy(size);
        describe();
    }

    /** The terminal behind standard output. */
    static SystemTerminal open(OutputStream out, Charset charset) {
        return over(out, charset, askSize(USUAL, SOON));
    }

    /** A terminal of that size at the other end of a stream. */
    static SystemTerminal over(OutputStream out, Charset charset, Size size) {
        try {
            return new SystemTerminal(out, charset, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All that is ever sent, and the same in every terminal that is not dumb (ECMA-48). Without inserting and deleting
     * within a line, which go wrong where a terminal and JLine disagree on the width of a character.
     */
    private void describe() {
        bools.add(Capability.auto_right_margin);
        bools.add(Capability.eat_newline_glitch);
        ints.put(Capability.max_colors, 8);
        strings.put(Capability.carriage_return, "\\r");
        strings.put(Capability.cursor_down, "\\n");
        strings.put(Capability.cursor_up, "\\E[A");
        strings.put(Capability.parm_up_cursor, "\\E[%p1%dA");
        strings.put(Capability.cursor_right, "\\E[C");
        strings.put(Capability.parm_right_cursor, "\\E[%p1%dC");
        strings.put(Capability.cursor_left, "\\b");
        strings.put(Capability.parm_left_cursor, "\\E[%p1%dD");
        strings.put(Capability.clr_eol, "\\E[K");
        strings.put(Capability.cursor_invisible, "\\E[?25l");
        strings.put(Capability.cursor_normal, "\\E[?25h");
    }

    /** Keeps the size that of the window from now on, and passes on what a display must react to. */
    void followWindow() {
        for (Signal signal : new Signal[] {Signal.WINCH, Signal.CONT}) {
            Signals.register(signal.name(), () -> {
                setSize(askSize(getSize(), SOON));
                raise(signal);
            });
        }
        setSize(askSize(getSize(), SOON));
    }

    /**
     * The size of the terminal behind standard output, as it is now.
     *
     * @param otherwise what it is taken for where nobody tells within {@code patience}
     */
    static Size askSize(Size otherwise, Duration patience) {
        try {
            File own = new File("/proc/self/fd/1");
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(own.exists() ? own : new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return otherwise;
            }
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return parseSize(answer, otherwise);
        } catch (IOException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    /** What {@code stty size} answers: rows and columns, both 0 where nobody told the terminal. */
    static Size parseSize(String answer, Size otherwise) {
        String[] words = answer.strip().split(" ", -1);
        if (words.length != 2 || !words[0].matches("[1-9]\\d{0,4}") || !words[1].matches("[1-9]\\d{0,4}")) {
            return otherwise;
        }
        return new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    }

    @Override
    public Size getSize() {
        synchronized (size) {
            Size copy = new Size();
            copy.copy(size);
            return copy;
        }
    }

    @Override
    public void setSize(Size newSize) {
        synchronized (size) {
            size.copy(newSize);
        }
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public OutputStream output() {
        return out;
    }

    @Override
    public Attributes getAttributes() {
        return new Attributes();
    }

    @Override
    public void setAttributes(Attributes attributes) {
        throw notRead();
    }

    @Override
    public NonBlockingReader reader() {
        throw notRead();
    }

    @Override
    public InputStream input() {
        throw notRead();
    }

    @Override
    public boolean canPauseResume() {
        return false;
    }

    @Override
    public void pause() {}

    @Override
    public void pause(boolean wait) {}

    @Override
    public void resume() {}

    @Override
    public boolean paused() {
        return true;
    }

    @Override
    public @Nullable TerminalProvider getProvider() {
        return null;
    }

    @Override
    public SystemStream getSystemStream() {
        return SystemStream.Output;
    }

    private static UnsupportedOperationException notRead() {
        return new UnsupportedOperationException("this terminal is only written to");
    }
}
