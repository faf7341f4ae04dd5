package io.deploytodev.release;

import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LineSplitter;
import io.deploytodev.host.OutputListener;
import java.nio.charset.StandardCharsets;

/** What a job says, put together of what each connection brought of it: nothing twice, nothing missing, no line torn. */
final class JobOutput {

    private final LineSplitter whole;
    private long size;

    /** @param listener hears the lines, those from standard error among them */
    JobOutput(OutputListener listener) {
        this.whole = new LineSplitter(OutputListener.Stream.STDOUT, listener);
    }

    /** How many bytes of it are known. */
    synchronized long size() {
        return size;
    }

    /** For one connection. */
    Part next() {
        return new Part();
    }

    /**
     * All of it is here.
     *
     * @param trouble what the host says of the job, when it did not begin or was killed
     */
    CommandResult ended(int exitCode, String trouble) {
        byte[] last = trouble.getBytes(StandardCharsets.UTF_8);
        whole.write(last, 0, last.length);
        whole.close();
        return new CommandResult(exitCode, whole.bytes(), "");
    }

    /** What one connection brings. One that is lost may still bring something afterwards: that is left out. */
    final class Part implements OutputListener, AutoCloseable {

        private boolean closed;

        @Override
        public void line(Stream stream, String line) {
            // Put together of the bytes.
        }

        @Override
        public void bytes(Stream stream, byte[] bytes, int offset, int length) {
            synchronized (JobOutput.this) {
                if (!closed && stream == Stream.STDOUT) {
                    size += length;
                    whole.write(bytes, offset, length);
                }
            }
        }

        @Override
        public void close() {
            synchronized (JobOutput.this) {
                closed = true;
            }
        }
    }
}
