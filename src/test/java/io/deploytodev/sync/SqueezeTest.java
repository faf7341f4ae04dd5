package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Time is virtual: it goes on by a bit at each look, which makes up for the compressor, and by what the link takes. */
class SqueezeTest {

    private static final int PIECE = 64 * 1024;
    private static final int MEGABYTES = 64;
    private static final long LOOK_NANOS = 1_000_000;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private long now;

    @Test
    void a_link_that_is_slower_than_compressing_gets_less_to_carry() throws IOException {
        byte[] text = text();
        int size = send(text, 10_000_000);
        assertThat(size).isLessThan(MEGABYTES * 1024 * 1024 * 6 / 10);
        assertThat(arrived()).isEqualTo(text);
    }

    @Test
    void a_link_that_is_faster_gets_it_as_it_is_once_that_is_known() throws IOException {
        byte[] text = text();
        int size = send(text, 1_000);
        assertThat(size).isGreaterThan(MEGABYTES * 1024 * 1024 * 7 / 10);
        assertThat(arrived()).isEqualTo(text);
    }

    @Test
    void what_does_not_become_smaller_is_not_compressed_on_any_link() throws IOException {
        byte[] noise = new byte[MEGABYTES * 1024 * 1024];
        new Random(3).nextBytes(noise);
        int size = send(noise, 0);
        assertThat(size).isBetween(noise.length, noise.length + noise.length / 100);
        assertThat(arrived()).isEqualTo(noise);
    }

    /** @param nanos that the link takes for a buffer of 64 KiB */
    private int send(byte[] content, long nanos) throws IOException {
        OutputStream link = new OutputStream() {
            @Override
            public void write(int b) {
                sent.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                now += nanos * length / PIECE;
                sent.write(bytes, offset, length);
            }
        };
        Squeeze squeeze = new Squeeze(link, () -> now += LOOK_NANOS);
        for (int at = 0; at < content.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(content, at, Math.min(at + PIECE, content.length));
            squeeze.adaptTo(piece, piece.length);
            squeeze.write(piece, 0, piece.length);
        }
        squeeze.finish();
        return sent.size();
    }

    private byte[] arrived() throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readAllBytes();
    }

    /** Of words that come in no order: it becomes about half as long. */
    private static byte[] text() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < MEGABYTES * 1024 * 1024) {
            text.append(Integer.toString(random.nextInt(1 << 20), 36))
                    .append(random.nextInt(4) == 0 ? ";\n" : " = the ");
        }
        return text.substring(0, MEGABYTES * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
    }
}
