package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.Manifest;
import io.deploytodev.backup.Transfer;
import io.deploytodev.checks.Disk;
import io.deploytodev.checks.Room;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import io.deploytodev.host.Command;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the archive that is meant, and brings it to the host if it lies here. Changes nothing that anybody uses. */
final class ChooseArchive implements Step<ChooseArchive.Chosen> {

    private static final long SPARE = 64L << 20;

    private final Supplier<Connection> connection;
    private final Archives archives;
    private final Archives own;
    private final Optional<String> wanted;

    /**
     * @param archives of the project that it was taken of
     * @param own of the project that is restored: what is only for now lies there, for its lock is held and not the other's
     * @param wanted an id, the beginning of one, or a file here; empty for the newest
     */
    ChooseArchive(Supplier<Connection> connection, Archives archives, Archives own, Optional<String> wanted) {
        this.own = own;
        this.connection = connection;
        this.archives = archives;
        this.wanted = wanted;
    }

    /**
     * An archive on the host.
     *
     * @param file where it lies there
     * @param sent whether it lies there only for this
     * @param manifestText as it is stored
     */
    record Chosen(String file, boolean sent, Manifest manifest, String manifestText, String sums) {}

    @Override
    public StepResult<Chosen> run(StepScope scope) {
        Connection c = connection.get();
        Optional<Path> file = wanted.filter(name -> name.endsWith(".tar")).map(Path::of);
        if (file.isEmpty()) {
            Archive archive = archives.find(c, wanted);
            file = archive.here();
            if (file.isEmpty()) {
                return chosen(c, archives.onHost(c.facts().home()) + "/" + archive.id() + ".tar", Optional.empty());
            }
        }
        return chosen(c, send(c, file.get(), own.onHost(c.facts().home()), scope), file);
    }

    private static String send(Connection c, Path file, String directory, StepScope scope) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new DeployFailure(
                        FailureKind.USAGE,
                        "There is no file " + file + ".",
                        "It was named as the archive to restore.",
                        "Name one that is there, or an id: deploy-to-dev backup list");
            }
            long bytes = Files.size(file);
            Disk disk = c.host().run(Disk.of(List.of(directory))).get(0);
            refuseShort(
                    new Room(List.of(new Room.Need(directory, disk, bytes + SPARE, 1, "the archive and some to spare")))
                            .shortages());
            ArchiveProgress progress = new ArchiveProgress(scope, bytes);
            progress.begin(file.toString());
            String there = sent(c, directory);
            new Transfer(c.host(), progress::reached).send(file, there);
            return there;
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "The archive cannot be read: " + file + ".",
                    e.toString(),
                    "Name one that can be read.",
                    List.of(),
                    e);
        }
    }

    static void refuseShort(List<String> shortages) {
        if (!shortages.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "There is too little room to restore that.",
                    String.join("\n", shortages),
                    "Make room there: deploy-to-dev prune takes what this project left; docker system df tells what else"
                            + " takes it.");
        }
    }

    /** By a name that whoever comes next takes for something half written. */
    private static String sent(Connection c, String directory) {
        return directory + "/.restore-" + c.lock().orElseThrow().number() + ".part";
    }

    /** @param here where it was sent from; empty of one that lies on the host */
    private static StepResult<Chosen> chosen(Connection c, String file, Optional<Path> here) {
        String known = here.map(Path::toString).orElse(file);
        List<String> content = c.host().run(ArchiveCommands.content(file)).orElseThrow(() -> notWhole(known));
        Manifest manifest = Manifest.parse(content.get(1)).orElseThrow(() -> notWhole(known));
        return StepResult.done(
                new Chosen(file, here.isPresent(), manifest, content.get(1), content.get(0)),
                manifest.id() + " of " + manifest.project() + " on " + manifest.host() + ", "
                        + Amount.of(manifest.bytes()));
    }

    private static DeployFailure notWhole(String file) {
        return new DeployFailure(
                FailureKind.HOST,
                "That is no whole archive of this tool: " + file + ".",
                "What it holds (manifest.json, SHA256SUMS) cannot be read from it.",
                "Take another one: deploy-to-dev backup list. Nothing was touched.");
    }

    @Override
    public void undo(StepScope scope) {
        Connection c = connection.get();
        c.host()
                .run(Command.of(
                        List.of("rm", "-f", "--", sent(c, own.onHost(c.facts().home())))));
    }
}
