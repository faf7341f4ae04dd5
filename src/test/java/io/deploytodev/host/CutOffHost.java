package io.deploytodev.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A host whose link breaks after so many bytes of what a command is sent; what came until then has arrived. */
public record CutOffHost(CommandRunner host, int bytes) implements CommandRunner {

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        return host.run(command.fedWith(out -> cutOff(command, out)), listener);
    }

    /** At least one byte is lost, however short the stream is. */
    private void cutOff(Command<?> command, OutputStream out) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        command.stdin().writeTo(whole);
        out.write(Arrays.copyOf(whole.toByteArray(), Math.max(0, Math.min(bytes, whole.size() - 1))));
    }
}
