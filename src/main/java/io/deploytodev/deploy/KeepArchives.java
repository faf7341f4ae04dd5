package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.Keeping;
import io.deploytodev.backup.LocalArchives;
import io.deploytodev.connection.Connection;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Removes the archives that are older, or more, than the configuration says; and what was left half written. */
final class KeepArchives implements Step<List<Archive>> {

    private final Supplier<Connection> connection;
    private final Archives archives;

    KeepArchives(Supplier<Connection> connection, Archives archives) {
        this.connection = connection;
        this.archives = archives;
    }

    @Override
    public StepResult<List<Archive>> run(StepScope scope) {
        Connection c = connection.get();
        String directory = archives.onHost(c.facts().home());
        try {
            c.host().run(ArchiveCommands.removeLeftovers(directory, archives.project()));
            List<Archive> gone = superfluous(c, directory);
            if (gone.isEmpty()) {
                return StepResult.unchanged(gone, "none is too old, or too many");
            }
            long bytes = gone.stream().mapToLong(Archive::bytes).sum();
            return StepResult.done(
                    gone,
                    "removed " + gone.size() + (gone.size() == 1 ? " archive, " : " archives, ") + Amount.of(bytes));
        } catch (CommandFailed e) {
            // The new one is there, and the next one tries again.
            scope.notice("Old archives could not be removed: " + String.join(" ", e.lastLines()));
            return StepResult.unchanged(List.of(), "old archives could not be removed");
        }
    }

    private List<Archive> superfluous(Connection c, String directory) {
        Keeping keeping = archives.keeping();
        Instant now = Keeping.time(c.facts().time() + "-0").orElse(Instant.EPOCH);
        Optional<Path> here = archives.here();
        if (here.isPresent()) {
            return here(here.get(), keeping, now);
        }
        List<Archive> gone = keeping.superfluous(c.host().run(ArchiveCommands.list(directory)), now);
        if (!gone.isEmpty()) {
            c.host()
                    .run(ArchiveCommands.remove(
                            directory, gone.stream().map(Archive::id).toList()));
        }
        return gone;
    }

    private static List<Archive> here(Path directory, Keeping keeping, Instant now) {
        LocalArchives local = new LocalArchives(directory);
        try {
            List<Archive> gone = keeping.superfluous(local.list(), now);
            for (Archive archive : gone) {
                local.remove(archive.id());
            }
            return gone;
        } catch (IOException e) {
            throw Archives.unreadable(directory, e);
        }
    }
}
