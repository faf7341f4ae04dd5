package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeysTest {

    @Test
    void aPauseInTypingIsNotTheEnd() throws IOException {
        try (Keys keys = new Keys(new Typed(30, "a", "", "", "b"))) {
            assertThat(keys.read()).isEqualTo('a');
            assertThat(keys.read()).isEqualTo('b');
        }
    }

    @Test
    void whatIsTypedAfterItIsClosedIsLeftForOthers() throws IOException {
        Typed typed = new Typed(30, "a", "b");
        Keys keys = new Keys(typed);
        assertThat(keys.read()).isEqualTo('a');
        keys.close();
        assertThat(keys.read()).isEqualTo(-1);
        assertThat(typed.left).containsExactly("b");
    }

    @Test
    void aTerminalThatIsGoneIsTheEnd() throws IOException {
        try (Keys keys = new Keys(InputStream.nullInputStream())) {
            assertThat(keys.read()).isEqualTo(-1);
        }
    }

    /** Answers with nothing, after a while, where nothing is typed. */
    private static final class Typed extends InputStream {

        private final long waitMillis;
        private final Deque<String> left;

        Typed(long waitMillis, String... left) {
            this.waitMillis = waitMillis;
            this.left = new ArrayDeque<>(List.of(left));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one by one is not how keys are read");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            String next = left.isEmpty() ? "" : left.pop();
            if (next.isEmpty()) {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                return -1;
            }
            into[offset] = (byte) next.charAt(0);
            return 1;
        }
    }
}
