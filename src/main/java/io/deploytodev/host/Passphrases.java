package io.deploytodev.host;

import java.nio.file.Path;
import java.util.Optional;

/** Where the passphrase of a private key comes from. */
@FunctionalInterface
public interface Passphrases {

    /** Nobody is there to be asked. */
    Passphrases NONE = key -> Optional.empty();

    /** The passphrase in the encoding of the terminal; empty when there is none to be had. */
    Optional<byte[]> of(Path key);
}
