package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar: large.bin: Cannot write: No space left on device",
                "cp: error writing 'a': Disk quota exceeded",
                "tar: large.bin: Wrote only 3584 of 10240 bytes",
            })
    void whatADiskWithoutRoomMakesProgramsSayIsKnown(String said) {
        assertThat(FullDisk.isBehind(failed(said))).isTrue();
    }

    @Test
    void anotherErrorIsNotTakenForAFullDisk() {
        assertThat(FullDisk.isBehind(failed("tar: a: Cannot open: Permission denied")))
                .isFalse();
    }

    private static CommandFailed failed(String said) {
        return new CommandFailed(Command.of(List.of("tar", "-x")), new CommandResult(2, new byte[0], said));
    }
}
