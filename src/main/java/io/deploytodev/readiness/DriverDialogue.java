package io.deploytodev.readiness;

import io.deploytodev.host.Daemon;
import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A dialogue by a driver. Drivers are large: loading one takes half a second on a quiet machine and seconds on a busy
 * one, which is not to be taken for the service's slowness. So the driver rehearses first, by talking into a stream that has
 * ended: when somebody says that it will be asked soon, or beside the wait for a service whose stream cannot be opened
 * yet, and at the latest before the first dialogue. None is loaded for a service that is never reached.
 */
final class DriverDialogue {

    /** By far more than a driver takes to load on a machine that is of any use. */
    private static final Duration REHEARSAL = Duration.ofSeconds(20);

    private final Connector connector;
    private final Duration patience;
    private final Dialogue dialogue;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> rehearsed = new CompletableFuture<>();

    DriverDialogue(Connector connector, Duration patience, Dialogue dialogue) {
        this.connector = connector;
        this.patience = patience;
        this.dialogue = dialogue;
    }

    ProbeResult ask() {
        return Dialogue.hold(this::open, patience, dialogue);
    }

    private TcpStream open() throws IOException {
        try {
            return afterRehearsal(connector.open());
        } catch (IOException e) {
            prepare();
            throw e;
        }
    }

    /** The time that the service has for its answer begins when this returns. */
    private TcpStream afterRehearsal(TcpStream stream) throws IOException {
        prepare();
        try {
            rehearsed.get(REHEARSAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The real question meets whatever it is, too, and there it is heard.
        } catch (InterruptedException e) {
            stream.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the driver was loaded", e);
        }
        return stream;
    }

    /** Begins to rehearse, once. */
    void prepare() {
        if (begun.compareAndSet(false, true)) {
            Daemon.start("driver-rehearsal", this::rehearse);
        }
    }

    private void rehearse() {
        try {
            Dialogue.hold(EndedStream::new, patience, dialogue);
        } catch (RuntimeException | LinkageError e) {
            // Only a rehearsal: if it means anything, the real question meets it too, and there it is heard.
        } finally {
            rehearsed.complete(null);
        }
    }

    /** Takes everything and answers nothing. */
    private record EndedStream(InputStream in, OutputStream out) implements TcpStream {

        EndedStream() {
            this(InputStream.nullInputStream(), OutputStream.nullOutputStream());
        }

        @Override
        public void close() {}
    }
}
