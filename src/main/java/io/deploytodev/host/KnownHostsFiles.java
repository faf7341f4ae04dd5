package io.deploytodev.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Several known_hosts files as one, as JSch wants it. */
final class KnownHostsFiles {

    private KnownHostsFiles() {}

    /** One that is not there, or may not be read, trusts nobody. */
    static InputStream together(List<Path> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            try {
                all.writeBytes(Files.readAllBytes(file));
                all.write('\n');
            } catch (IOException e) {
                // The refusal that follows names the files.
            }
        }
        return new ByteArrayInputStream(all.toByteArray());
    }
}
