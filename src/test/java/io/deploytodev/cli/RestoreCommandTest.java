package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreCommandTest {

    private static final String ID = "20261121T081201Z-7";

    @Test
    void whoIsAskedSeesWhatIsOverwrittenAndWithWhoseData() {
        Manifest manifest = new Manifest(
                1, ID, "shop", "", "2026-11-21T08:12:01Z", "ada@laptop", "staging", "26", "zstd", List.of(), List.of());
        String archive = RestoreCommand.inWords(new Archive(ID, 1, Optional.empty(), Optional.of(manifest)));
        assertThat(RestoreCommand.question("shop", "dev", archive))
                .contains("the data of shop on dev", ID + ", taken of shop on staging at 2026-11-21T08:12:01Z.");
        assertThat(RestoreCommand.inWords(new Archive(ID, 1, Optional.empty(), Optional.empty())))
                .isEqualTo(ID);
    }
}
