package io.deploytodev.cli;

import io.deploytodev.host.Passphrases;
import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Asks for passphrases as {@code ssh} does: on the terminal, unseen, and kept in memory only. */
final class TerminalPassphrases implements Passphrases {

    private final Console console;

    private TerminalPassphrases(Console console) {
        this.console = console;
    }

    /** Empty where nobody could answer: in CI, in a nightly run, behind a pipe. */
    static Optional<Passphrases> whereThereIsOne() {
        return Optional.ofNullable(System.console()).map(TerminalPassphrases::new);
    }

    @Override
    public Optional<byte[]> of(Path key) {
        char[] typed = console.readPassword("Passphrase for %s: ", key);
        if (typed == null || typed.length == 0) {
            return Optional.empty();
        }
        ByteBuffer encoded = console.charset().encode(CharBuffer.wrap(typed));
        byte[] passphrase = new byte[encoded.remaining()];
        encoded.get(passphrase);
        encoded.clear();
        while (encoded.hasRemaining()) {
            encoded.put((byte) 0);
        }
        Arrays.fill(typed, ' ');
        return Optional.of(passphrase);
    }
}
