package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.LocalArchives;
import io.deploytodev.backup.Transfer;
import io.deploytodev.connection.Connection;
import io.deploytodev.host.Amount;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings an archive that was made on the host to the workstation; then the host needs it no more. */
final class FetchArchive implements Step<Optional<Archive>> {

    private final Supplier<Connection> connection;
    private final Supplier<Optional<Archive>> made;
    private final Archives archives;
    private final Path here;

    FetchArchive(Supplier<Connection> connection, Supplier<Optional<Archive>> made, Archives archives, Path here) {
        this.connection = connection;
        this.made = made;
        this.archives = archives;
        this.here = here;
    }

    @Override
    public StepResult<Optional<Archive>> run(StepScope scope) {
        if (made.get().isEmpty()) {
            return StepResult.unchanged(Optional.empty(), "there is none");
        }
        Archive archive = made.get().get();
        Connection c = connection.get();
        LocalArchives local = new LocalArchives(here);
        Path to = local.file(archive.id());
        ArchiveProgress progress = new ArchiveProgress(scope, archive.bytes());
        progress.begin(to.toString());
        try {
            new Transfer(c.host(), progress::reached)
                    .fetch(onHost(c) + "/" + archive.id() + ".tar", archive.bytes(), to);
            local.describe(archive.manifest().orElseThrow());
        } catch (IOException e) {
            throw Archives.unreadable(here, e);
        }
        c.host().run(ArchiveCommands.remove(onHost(c), List.of(archive.id())));
        return StepResult.done(
                Optional.of(new Archive(archive.id(), archive.bytes(), Optional.of(to), archive.manifest())),
                to + ", " + Amount.of(archive.bytes()));
    }

    /** Where it was to lie it does not, and where it lies nobody would look for it. */
    @Override
    public void undo(StepScope scope) {
        Connection c = connection.get();
        made.get().ifPresent(archive -> c.host().run(ArchiveCommands.remove(onHost(c), List.of(archive.id()))));
    }

    private String onHost(Connection c) {
        return archives.onHost(c.facts().home());
    }
}
