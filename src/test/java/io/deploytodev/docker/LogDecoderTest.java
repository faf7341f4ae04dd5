package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDecoderTest {

    private static final String AT = "2026-11-21T13:41:21.188010330Z ";
    private static final String LATER = "2026-11-21T13:41:22.000000007Z ";
    private static final String PIECE = "x".repeat(16 * 1024);

    private final Heard heard = new Heard();

    @Test
    void aFrameIsAPieceWithStreamTimeAndLineEnd() throws Exception {
        framed(frame(1, AT + "hello\n"), frame(2, LATER + "oh\n"), frame(1, LATER + "no end"));
        assertThat(heard.told)
                .containsExactly(
                        "out 1795268481188010330 hello.",
                        "err 1795268482000000007 oh.",
                        "out 1795268482000000007 no end");
    }

    @Test
    void anEmptyLineIsALine() throws Exception {
        framed(frame(1, AT + "\n"));
        raw(AT + "\r\n" + AT + "\n");
        assertThat(heard.told)
                .containsExactly("out 1795268481188010330 .", "out 1795268481188010330 .", "out 1795268481188010330 .");
    }

    @Test
    void whereTheBytesAreCutMakesNoDifference() throws Exception {
        byte[] all = all(frame(1, AT + "one\n"), frame(2, LATER + PIECE), frame(2, LATER + "rest\n"));
        new LogDecoder.Framed(heard).read(new Trickle(all, 7));
        assertThat(heard.told)
                .containsExactly(
                        "out 1795268481188010330 one.",
                        "err 1795268482000000007 " + PIECE,
                        "err 1795268482000000007 rest.");
    }

    @Test
    void aFrameThatBreaksOffIsAnErrorAndIsNotTold() {
        byte[] whole = frame(1, AT + "hello\n");
        byte[] half = java.util.Arrays.copyOf(whole, whole.length - 2);
        assertThatThrownBy(() -> framed(half)).isInstanceOf(IOException.class);
        assertThat(heard.told).isEmpty();
    }

    @Test
    void whatIsNoLogIsRefusedAndDoesNotFillTheMemory() {
        byte[] nonsense = "HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> framed(nonsense)).isInstanceOf(IOException.class);
    }

    @Test
    void whatTheEngineItselfSaysIsNotTheContainers() throws Exception {
        framed(frame(2, "Error grabbing logs: unexpected EOF\n"), frame(1, AT + "on\n"));
        assertThat(heard.told).containsExactly("! Error grabbing logs: unexpected EOF", "out 1795268481188010330 on.");
    }

    @Test
    void aTerminalsLinesLoseTheirCarriageReturn() throws Exception {
        raw(AT + "hello\r\n" + LATER + "10 %\r20 %\r\n" + LATER + "no end");
        assertThat(heard.told)
                .containsExactly(
                        "out 1795268481188010330 hello.",
                        "out 1795268482000000007 10 %\r20 %.",
                        "out 1795268482000000007 no end");
    }

    @Test
    void aTerminalsLongLineIsTakenApartWhereTheEngineDidIt() throws Exception {
        byte[] all = (AT + PIECE + AT + PIECE + AT + "end\r\n" + LATER + "next\r\n").getBytes(StandardCharsets.UTF_8);
        new LogDecoder.Raw(heard).read(new Trickle(all, 4093));
        assertThat(heard.told)
                .containsExactly(
                        "out 1795268481188010330 " + PIECE,
                        "out 1795268481188010330 " + PIECE,
                        "out 1795268481188010330 end.",
                        "out 1795268482000000007 next.");
    }

    @Test
    void aTerminalsLineOfExactlyOnePieceEndsThere() throws Exception {
        raw(AT + PIECE + "\n" + LATER + "next\r\n");
        assertThat(heard.told)
                .containsExactly("out 1795268481188010330 " + PIECE + ".", "out 1795268482000000007 next.");
    }

    @Test
    void whoHasHadEnoughIsToldNothingMore() throws Exception {
        heard.enoughAfter = 1;
        new LogDecoder.Framed(heard).read(new Trickle(all(frame(1, AT + "a\n"), frame(1, AT + "b\n")), 41));
        assertThat(heard.told).containsExactly("out 1795268481188010330 a.");
    }

    private void framed(byte[]... frames) throws IOException, InterruptedException {
        new LogDecoder.Framed(heard).read(new ByteArrayInputStream(all(frames)));
    }

    private void raw(String text) throws IOException, InterruptedException {
        new LogDecoder.Raw(heard).read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] all(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    static byte[] frame(int stream, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(stream);
        frame.writeBytes(new byte[3]);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(payload.length >>> shift);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Gives no more than a few bytes at a time. */
    private static final class Trickle extends InputStream {

        private final InputStream in;
        private final int atOnce;

        Trickle(byte[] bytes, int atOnce) {
            this.in = new ByteArrayInputStream(bytes);
            this.atOnce = atOnce;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.min(length, atOnce));
        }
    }

    private static final class Heard implements LogChunks {

        private final List<String> told = new ArrayList<>();
        private int enoughAfter = Integer.MAX_VALUE;

        @Override
        public void chunk(boolean stderr, long nanos, byte[] bytes, int offset, int length, boolean endsLine) {
            told.add((stderr ? "err " : "out ")
                    + nanos
                    + " "
                    + new String(bytes, offset, length, StandardCharsets.UTF_8)
                    + (endsLine ? "." : ""));
        }

        @Override
        public void complaint(String words) {
            told.add("! " + words);
        }

        @Override
        public boolean paused() {
            return told.size() < enoughAfter;
        }
    }
}
