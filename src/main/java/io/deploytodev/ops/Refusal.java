package io.deploytodev.ops;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Keeps back what the engine says in a command's place when it could not start it: that is no output of the command.
 */
final class Refusal extends FilterOutputStream {

    /** That of the runtime, and that of the engine about a user. */
    private static final List<String> BEGINNINGS = List.of("OCI runtime exec failed: ", "unable to find ");

    private static final int LONGEST = 4096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean passing;

    Refusal(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (passing) {
            out.write(bytes, offset, length);
            return;
        }
        kept.write(bytes, offset, length);
        if (!canBe(kept.toString(StandardCharsets.ISO_8859_1))) {
            pass();
        }
    }

    private static boolean canBe(String said) {
        return said.length() <= LONGEST
                && BEGINNINGS.stream().anyMatch(each -> said.startsWith(each) || each.startsWith(said));
    }

    private void pass() throws IOException {
        passing = true;
        out.write(kept.toByteArray());
        kept.reset();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /**
     * The command is over.
     *
     * @return the engine's words, when that is how it ended
     */
    Optional<String> at(boolean refused) throws IOException {
        String said = kept.toString(StandardCharsets.UTF_8).strip();
        if (refused && BEGINNINGS.stream().anyMatch(said::startsWith)) {
            return Optional.of(said.replaceFirst("^OCI runtime exec failed: ", ""));
        }
        if (!passing) {
            pass();
        }
        out.flush();
        return Optional.empty();
    }
}
