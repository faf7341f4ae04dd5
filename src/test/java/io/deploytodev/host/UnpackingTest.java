package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as OpenSSH packs them: one after the other in one stream, each flushed. */
class UnpackingTest {

    private static final int HEAD = 5;

    private final Deflater deflater = new Deflater();
    private final Unpacking unpacking = new Unpacking();

    @AfterEach
    void end() {
        deflater.end();
        unpacking.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 32_768, 65_535, 65_536, 65_537, 200_000})
    void whatPacksToAlmostNothingIsWholePacketByPacket(int size) {
        for (int packet = 0; packet < 3; packet++) {
            byte[] text = "y".repeat(size - 1).concat("" + packet).getBytes(StandardCharsets.US_ASCII);
            assertThat(unpacked(packed(text))).isEqualTo(text);
        }
    }

    @Test
    void thePacketsHeadStaysBeforeIt() {
        byte[] packet = packed("hello".getBytes(StandardCharsets.US_ASCII));
        packet[0] = 7;
        assertThat(unpacking.uncompress(packet, HEAD, new int[] {packet.length - HEAD})[0])
                .isEqualTo((byte) 7);
    }

    @Test
    void whatWouldFillTheMemoryIsRefused() {
        byte[] packet = packed(new byte[10_000_000]);
        assertThatThrownBy(() -> unpacked(packet)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNotPackedIsRefused() {
        assertThatThrownBy(() -> unpacked("HEAD no packed text".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalStateException.class);
    }

    private byte[] packed(byte[] text) {
        byte[] packet = new byte[HEAD + text.length + 1000];
        deflater.setInput(text);
        int size = deflater.deflate(packet, HEAD, packet.length - HEAD, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(packet, HEAD + size);
    }

    private byte[] unpacked(byte[] packet) {
        int[] length = {packet.length - HEAD};
        byte[] buffer = unpacking.uncompress(packet, HEAD, length);
        return Arrays.copyOfRange(buffer, HEAD, HEAD + length[0]);
    }
}
