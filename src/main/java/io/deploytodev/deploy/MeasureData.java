package io.deploytodev.deploy;

import io.deploytodev.backup.BackupFacts;
import io.deploytodev.backup.BackupFacts.Directory;
import io.deploytodev.backup.BackupPlan;
import io.deploytodev.backup.LocalArchives;
import io.deploytodev.backup.Member.Kind;
import io.deploytodev.backup.PostgresFacts;
import io.deploytodev.backup.Source;
import io.deploytodev.checks.Disk;
import io.deploytodev.checks.Room;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.ProbeInference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Finds out what a backup takes and about how much that is, and refuses when there is no room for it. Changes nothing. */
final class MeasureData implements Step<MeasureData.Measured> {

    /** For what else is written meanwhile. */
    private static final long SPARE = 64L << 20;

    /** Of what the host says nothing. */
    private static final long UNKNOWN = 1L << 20;

    private final Supplier<Connection> connection;
    private final Supplier<Running> running;
    private final DeployConfig config;
    private final Archives archives;
    private final BooleanSupplier wanted;

    /** @param wanted whether anything is to be taken at all */
    MeasureData(
            Supplier<Connection> connection,
            Supplier<Running> running,
            DeployConfig config,
            Archives archives,
            BooleanSupplier wanted) {
        this.archives = archives;
        this.wanted = wanted;
        this.connection = connection;
        this.running = running;
        this.config = config;
    }

    /**
     * What is taken.
     *
     * @param bytes about how much that is, before it is packed
     */
    record Measured(BackupPlan plan, BackupFacts facts, long bytes) {}

    @Override
    public StepResult<Measured> run(StepScope scope) {
        Connection c = connection.get();
        if (!wanted.getAsBoolean()) {
            BackupPlan nothing = new BackupPlan(List.of(), List.of(), List.of());
            BackupFacts unasked = new BackupFacts(List.of(), Map.of(), Set.of(), Map.of(), List.of());
            return StepResult.unchanged(new Measured(nothing, unasked, 0), "nothing is changed, so nothing is taken");
        }
        BackupFacts facts = facts(c, running.get());
        BackupPlan plan = BackupPlan.of(facts, archives.how(), config.backup().excluded());
        plan.notices().forEach(scope::notice);
        if (plan.isEmpty()) {
            return StepResult.unchanged(new Measured(plan, facts, 0), "there is no data to take");
        }
        long bytes = bytes(c, plan);
        requireRoom(c, bytes);
        return StepResult.done(
                new Measured(plan, facts, bytes),
                plan.sources().size() + (plan.sources().size() == 1 ? " part" : " parts") + ", about "
                        + Amount.of(bytes));
    }

    private BackupFacts facts(Connection c, Running now) {
        List<ContainerState> containers = now.served().containers();
        Set<String> postgres = new TreeSet<>();
        now.model().services().values().stream()
                .filter(service ->
                        service.image().filter(ProbeInference::isPostgres).isPresent())
                .filter(service -> !now.model().isOneShot(service.name()))
                .forEach(service -> postgres.add(service.name()));
        Map<String, PostgresFacts> servers = new HashMap<>();
        for (ContainerState container : containers) {
            if (postgres.contains(container.service())
                    && BackupPlan.isDumped(container.service(), archives.how())
                    && container.isRunning()
                    && !servers.containsKey(container.service())) {
                servers.put(container.service(), ask(c, container));
            }
        }
        return new BackupFacts(
                containers, c.host().run(BackupFacts.keys(config.project())), postgres, servers, directories(c, now));
    }

    private static PostgresFacts ask(Connection c, ContainerState container) {
        try {
            return c.host().run(PostgresFacts.ask(container.id()));
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.INFRASTRUCTURE,
                    container.service() + " does not say what databases it has.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "Look at it: deploy-to-dev logs " + container.service()
                            + ". To copy its volume instead, say in deploy.yml: backup: {services: {"
                            + container.service()
                            + ": stop}}",
                    e.lastLines(),
                    e);
        }
    }

    private List<Directory> directories(Connection c, Running now) {
        List<Directory> directories = new ArrayList<>();
        for (String name : config.backup().directories()) {
            String place = (name.startsWith("/") ? name : c.directory().source() + "/" + name).replaceFirst("/+$", "");
            Set<String> users = new TreeSet<>();
            now.model().localFiles().forEach((service, files) -> files.stream()
                    .filter(file -> !file.isVariable() && isInside(file.place(), place))
                    .forEach(file -> users.add(service)));
            directories.add(new Directory(name, place, users));
        }
        return directories;
    }

    /** Whether one of them is, or is in, the other. */
    static boolean isInside(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }

    private static long bytes(Connection c, BackupPlan plan) {
        Map<String, Long> volumes = c.host().run(BackupFacts.volumeSizes());
        List<String> places = plan.sources().stream()
                .filter(source -> source.kind() == Kind.DIRECTORY)
                .map(Source::place)
                .toList();
        Map<String, Long> directories = places.isEmpty() ? Map.of() : c.host().run(BackupFacts.directorySizes(places));
        places.stream()
                .filter(place -> !directories.containsKey(place))
                .findFirst()
                .ifPresent(place -> {
                    throw new DeployFailure(
                            FailureKind.CONFIG,
                            "There is no directory " + place + " on " + c.host().name() + ".",
                            "deploy.yml names it under backup.directories.",
                            "Correct it there, or make it on the host.");
                });
        long bytes = 0;
        for (Source source : plan.sources()) {
            bytes += switch (source.kind()) {
                case VOLUME -> volumes.getOrDefault(source.place(), UNKNOWN);
                case DIRECTORY -> directories.getOrDefault(source.place(), UNKNOWN);
                case ROLES, DATABASE -> 0;
            };
        }
        return bytes
                + plan.dumps().stream()
                        .flatMap(dump -> dump.server().databases().stream())
                        .mapToLong(PostgresFacts.Database::bytes)
                        .sum();
    }

    private void requireRoom(Connection c, long bytes) {
        String directory = archives.onHost(c.facts().home());
        Disk disk = c.host().run(Disk.of(List.of(directory))).get(0);
        List<String> shortages = new ArrayList<>(new Room(List.of(new Room.Need(
                        directory,
                        disk,
                        bytes + SPARE,
                        1,
                        "the archive, if nothing of it could be packed, and some to spare")))
                .shortages());
        archives.here().ifPresent(here -> shortages.addAll(shortageHere(here, bytes + SPARE)));
        if (!shortages.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "There is too little room for the backup.",
                    String.join("\n", shortages),
                    "Make room there (deploy-to-dev backup prune, deploy-to-dev prune), name another directory in deploy.yml"
                            + " (backup.directory), or leave out what can be made anew (backup.exclude_volumes).");
        }
    }

    private static List<String> shortageHere(Path here, long bytes) {
        try {
            long free = new LocalArchives(here).free();
            return free >= bytes
                    ? List.of()
                    : List.of(Amount.of(free) + " are free under " + here + " on this machine, and " + Amount.of(bytes)
                            + " should be.");
        } catch (IOException e) {
            throw Archives.unreadable(here, e);
        }
    }
}
