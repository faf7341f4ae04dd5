package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenerTest {

    @Test
    void aListeningSocketIsToldFromAConnection() {
        assertThat(Listener.ofLine("   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0"))
                .contains(new Listener("0100007F", 8000));
        assertThat(Listener.ofLine("   1: 0100007F:1F40 0100007F:D431 01 00000000:00000000 00:00000000 00000000  0"))
                .isEmpty();
        assertThat(Listener.ofLine("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"))
                .isEmpty();
    }

    @Test
    void loopbackIsWhatNobodyElseReaches() {
        assertThat(new Listener("0100007F", 1).isLoopback()).isTrue();
        assertThat(new Listener("00000000000000000000000001000000", 1).isLoopback())
                .isTrue();
        assertThat(new Listener("0000000000000000FFFF00000100007F", 1).isLoopback())
                .isTrue();
        assertThat(new Listener("00000000", 1).isLoopback()).isFalse();
        assertThat(new Listener("0".repeat(32), 1).isLoopback()).isFalse();
        assertThat(new Listener("0B00007F", 1).isDockersNameServer()).isTrue();
    }
}
