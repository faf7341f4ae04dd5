package io.deploytodev.readiness;

import io.deploytodev.host.Daemon;
import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A dialogue by a driver. Drivers are large: loading one takes half a second on a quiet machine and seconds on a busy
 * one. So none is loaded for a stream that cannot be opened; but the first time it cannot, or when somebody says that it
 * will be asked soon, the driver rehearses beside the wait, by talking into a stream that has ended, and is at hand when
 * the service is.
 */
final class DriverDialogue {

    private final Connector connector;
    private final Duration patience;
    private final Dialogue dialogue;
    private final AtomicBoolean rehearsed = new AtomicBoolean();

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
            return connector.open();
        } catch (IOException e) {
            prepare();
            throw e;
        }
    }

    /** Begins to rehearse, once. */
    void prepare() {
        if (rehearsed.compareAndSet(false, true)) {
            Daemon.start("driver-rehearsal", this::rehearse);
        }
    }

    private void rehearse() {
        try {
            Dialogue.hold(EndedStream::new, patience, dialogue);
        } catch (RuntimeException | LinkageError e) {
            // Only a rehearsal: if it means anything, the real question meets it too, and there it is heard.
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
