package io.deploytodev.deploy;

import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.BackupFacts;
import io.deploytodev.backup.Manifest;
import io.deploytodev.backup.Member;
import io.deploytodev.backup.PostgresFacts;
import io.deploytodev.backup.PostgresVersions;
import io.deploytodev.backup.RestoreCommands;
import io.deploytodev.backup.RestorePlan;
import io.deploytodev.backup.RestorePlan.Load;
import io.deploytodev.checks.Disk;
import io.deploytodev.checks.Room;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.Sha256;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes sure that an archive is whole and can be brought back here, before anything is touched. */
final class VerifyArchive implements Step<RestorePlan> {

    private static final long SPARE = 256L << 20;

    private final Supplier<Connection> connection;
    private final Supplier<Running> running;
    private final Supplier<ChooseArchive.Chosen> chosen;
    private final Set<String> directories;

    /** @param directories those that may be written to */
    VerifyArchive(
            Supplier<Connection> connection,
            Supplier<Running> running,
            Supplier<ChooseArchive.Chosen> chosen,
            Collection<String> directories) {
        this.directories = Set.copyOf(directories);
        this.connection = connection;
        this.running = running;
        this.chosen = chosen;
    }

    @Override
    public StepResult<RestorePlan> run(StepScope scope) {
        Connection c = connection.get();
        Manifest manifest = chosen.get().manifest();
        requireUnpacker(c, manifest.packer());
        Map<String, Boolean> shells = new HashMap<>();
        RestorePlan plan = RestorePlan.of(manifest, there(c))
                .withShells(
                        running.get().served().containers(),
                        image -> shells.computeIfAbsent(image, id -> c.host().run(RestoreCommands.hasShell(id))));
        plan.notices().forEach(scope::notice);
        requireReaders(c, plan, manifest);
        requireRoom(c, plan);
        checkSums(c, manifest, scope);
        return StepResult.done(plan, manifest.members().size() + " parts are whole");
    }

    private RestorePlan.There there(Connection c) {
        Running now = running.get();
        String project = now.served().project();
        Map<String, String> named = new TreeMap<>();
        chosen.get().manifest().members().stream()
                .filter(member -> member.kind() == Member.Kind.VOLUME)
                .map(Member::name)
                .filter(key -> !now.model().volumeName(key).equals(key))
                .forEach(key -> named.put(key, now.model().volumeName(key)));
        return new RestorePlan.There(
                project,
                c.directory().source(),
                now.served().containers(),
                c.host().run(BackupFacts.keys(project)),
                named,
                directories);
    }

    private void checkSums(Connection c, Manifest manifest, StepScope scope) {
        String own = Sha256.hex(chosen.get().manifestText()) + "  manifest.json";
        if (chosen.get().sums().lines().noneMatch(own::equals)) {
            throw damaged("manifest.json");
        }
        ArchiveProgress progress = new ArchiveProgress(
                scope, manifest.members().stream().mapToLong(Member::packed).sum());
        OutputListener listener = (stream, line) -> manifest.members().stream()
                .filter(member -> line.equals("verified " + member.file()))
                .forEach(member -> {
                    progress.begin(member.inShort());
                    progress.reached(member.packed());
                });
        List<String> said = c.host().run(ArchiveCommands.verify(chosen.get().file(), manifest.members()), listener);
        for (Member member : manifest.members()) {
            if (!said.contains("verified " + member.file())) {
                throw damaged(member.file());
            }
        }
    }

    private DeployFailure damaged(String member) {
        return new DeployFailure(
                FailureKind.HOST,
                "The archive is damaged: " + chosen.get().manifest().id() + ".",
                member + " in it is not what was written (SHA-256).",
                "Take another one: deploy-to-dev backup list. Nothing was touched.");
    }

    private static void requireUnpacker(Connection c, String packer) {
        if (packer.equals("none")) {
            return;
        }
        try {
            c.host()
                    .run(Command.script("command -v \"$1\" > /dev/null", List.of(packer))
                            .repeatable());
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    c.host().name() + " cannot unpack the archive.",
                    "It was packed by " + packer + ", which is not there.",
                    "Install it there (on Debian: sudo apt-get install " + packer + "). Nothing was touched.",
                    List.of(),
                    e);
        }
    }

    /** A Postgres reads no files of another major version, and no older one reads a newer one's dump. */
    private void requireReaders(Connection c, RestorePlan plan, Manifest manifest) {
        plan.filesOfPostgres(manifest).forEach((service, then) -> image(service)
                .flatMap(image -> major(c, image))
                .flatMap(now -> PostgresVersions.ofFiles(service, now, then))
                .ifPresent(VerifyArchive::refuse));
        for (Load load : plan.loads()) {
            String image = load.container().isEmpty()
                    ? load.server().image()
                    : image(load.server().service()).orElse("");
            if (load.container().isEmpty() && c.engine().imageId(image).isEmpty()) {
                throw new DeployFailure(
                        FailureKind.HOST,
                        "The image " + image + " is not on " + c.host().name() + ".",
                        "The databases of " + load.server().service()
                                + " need a server to be loaded into, and the project has" + " none there yet.",
                        "Fetch it there: docker pull " + image
                                + ". Or deploy first: deploy-to-dev deploy. Nothing was touched.");
            }
            major(c, image)
                    .flatMap(now -> PostgresVersions.ofDump(
                            load.server().service(), now, load.server().version()))
                    .ifPresent(VerifyArchive::refuse);
        }
    }

    private static void refuse(DeployFailure failure) {
        throw failure;
    }

    private Optional<String> image(String service) {
        return running.get().served().containers().stream()
                .filter(container -> container.service().equals(service))
                .map(ContainerState::imageId)
                .findFirst();
    }

    private static Optional<String> major(Connection c, String image) {
        return c.host().run(PostgresFacts.version(image));
    }

    private static void requireRoom(Connection c, RestorePlan plan) {
        Map<String, Long> volumes = c.host().run(BackupFacts.volumeSizes());
        long bytes = plan.fills().stream()
                        .mapToLong(target ->
                                Math.max(0, target.member().bytes() - volumes.getOrDefault(target.place(), 0L)))
                        .sum()
                + plan.loads().stream()
                        .flatMap(load -> load.members().stream())
                        .mapToLong(Member::bytes)
                        .sum();
        String engine = c.engine().dataDirectory();
        Disk disk = c.host().run(Disk.of(List.of(engine))).get(0);
        ChooseArchive.refuseShort(new Room(List.of(new Room.Need(
                        engine,
                        disk,
                        bytes + SPARE,
                        1,
                        "what the archive holds more than is there, and some to spare")))
                .shortages());
    }
}
