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
class DialogueTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Test
    void theTimeThatItsDriverTakesToLoadIsNotTakenForTheServicesOwn() {
        AtomicBoolean loaded = new AtomicBoolean();
        Dialogue slowToLoad = stream -> {
            if (!loaded.getAndSet(true)) {
                // What a class loader does on a machine that is very busy.
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
            stream.out().write('?');
            return stream.in().read() < 0 ? new ProbeResult.NotYet("it hung up") : new ProbeResult.Ready("answered");
        };

        ProbeResult result = Dialogue.hold(Answering::new, PATIENCE, slowToLoad);

        assertThat(result).isEqualTo(new ProbeResult.Ready("answered"));
    }

    @Test
    void whoIsAskedAndDoesNotAnswerInTimeIsNotReadyYet() {
        ProbeResult result = Dialogue.hold(Silent::new, PATIENCE, stream -> {
            stream.out().write('?');
            return stream.in().read() < 0 ? new ProbeResult.NotYet("it hung up") : new ProbeResult.Ready("answered");
        });

        assertThat(result).isEqualTo(new ProbeResult.NotYet("connected, but no answer within 0.5 s"));
    }

    /** Says nothing until it is closed. */
    private static final class Silent implements TcpStream {

        private final CompletableFuture<Integer> end = new CompletableFuture<>();

        @Override
        public InputStream in() {
            return new InputStream() {
                @Override
                public int read() {
                    return end.join();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    return end.join();
                }
            };
        }

        @Override
        public OutputStream out() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void close() {
            end.complete(-1);
        }
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
