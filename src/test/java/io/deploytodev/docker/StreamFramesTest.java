package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StreamFrames frames = new StreamFrames(out, err);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 11, 64, 4096})
    void piecesArriveWholeHoweverTheyAreCut(int pieces) throws IOException {
        byte[] large = new byte[70_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(frame(1, "one ".getBytes(StandardCharsets.UTF_8)));
        all.write(frame(2, "wrong".getBytes(StandardCharsets.UTF_8)));
        all.write(frame(1, new byte[0]));
        all.write(frame(1, large));
        byte[] bytes = all.toByteArray();
        for (int at = 0; at < bytes.length; at += pieces) {
            frames.write(bytes, at, Math.min(pieces, bytes.length - at));
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write("one ".getBytes(StandardCharsets.UTF_8));
        expected.write(large);
        assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(err).hasToString("wrong");
    }

    @Test
    void whatIsNoFrameIsNotTakenForOne() {
        assertThatThrownBy(() -> frames.write("plain text".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] frame(int stream, byte[] payload) {
        byte[] frame = new byte[8 + payload.length];
        frame[0] = (byte) stream;
        frame[4] = (byte) (payload.length >>> 24);
        frame[5] = (byte) (payload.length >>> 16);
        frame[6] = (byte) (payload.length >>> 8);
        frame[7] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }
}
