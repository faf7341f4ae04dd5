package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.TcpStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DriverDialogueTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    void theTimeThatItsDriverTakesToLoadIsNotTakenForTheServicesOwn() {
        AtomicBoolean loaded = new AtomicBoolean();
        Dialogue slowToLoad = stream -> {
            if (!loaded.getAndSet(true)) {
                // What a class loader does on a machine that is very busy.
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
            return stream.in().read() < 0 ? new ProbeResult.NotYet("it hung up") : new ProbeResult.Ready("answered");
        };

        ProbeResult result = new DriverDialogue(Answering::new, PATIENCE, slowToLoad).ask();

        assertThat(result).isEqualTo(new ProbeResult.Ready("answered"));
    }

    /** Says one byte, if it is still open. */
    private static final class Answering implements TcpStream {

        private InputStream in = new ByteArrayInputStream(new byte[] {'.'});

        @Override
        public synchronized InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public synchronized void close() {
            in = InputStream.nullInputStream();
        }
    }
}
