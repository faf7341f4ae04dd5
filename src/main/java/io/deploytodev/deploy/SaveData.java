package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.BackupFacts;
import io.deploytodev.backup.BackupPlan;
import io.deploytodev.backup.BackupPlan.Dump;
import io.deploytodev.backup.BackupPlan.Group;
import io.deploytodev.backup.Manifest;
import io.deploytodev.backup.Member;
import io.deploytodev.backup.SaveCommands;
import io.deploytodev.backup.SaveCommands.Writing;
import io.deploytodev.backup.SavedMembers;
import io.deploytodev.backup.Source;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FullDisk;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a project's data into an archive on its host. Whatever ends it, what it stopped is started again. */
final class SaveData implements Step<Optional<Archive>> {

    private final Supplier<Connection> connection;
    private final Supplier<Running> running;
    private final Supplier<MeasureData.Measured> measured;
    private final DeployConfig config;
    private final Archives archives;
    private final String who;
    private volatile @Nullable Writing writing;

    SaveData(
            Supplier<Connection> connection,
            Supplier<Running> running,
            Supplier<MeasureData.Measured> measured,
            DeployConfig config,
            Archives archives,
            String who) {
        this.archives = archives;
        this.connection = connection;
        this.running = running;
        this.measured = measured;
        this.config = config;
        this.who = who;
    }

    @Override
    public StepResult<Optional<Archive>> run(StepScope scope) {
        BackupPlan plan = measured.get().plan();
        if (plan.isEmpty()) {
            return StepResult.unchanged(Optional.empty(), "there is no data to take");
        }
        Connection c = connection.get();
        Writing begun = begin(c);
        ArchiveProgress progress = new ArchiveProgress(scope, measured.get().bytes());
        List<Member> members = new ArrayList<>();
        for (Dump dump : plan.dumps()) {
            members.addAll(saved(dump.sources(), () -> c.host()
                    .run(SaveCommands.dump(begun, dump.server().container(), dump.sources()), progress)));
        }
        Set<String> sound = sound(plan);
        for (Group group : plan.groups()) {
            if (!group.services().isEmpty()) {
                scope.notice("Stopping " + Names.all(group.services()) + " while " + Names.few(names(group))
                        + (names(group).size() == 1 ? " is copied." : " are copied."));
            }
            members.addAll(saved(group.sources(), () -> c.host()
                    .run(SaveCommands.copy(begun, group.containers(), group.sources()), progress)));
            List<String> awaited =
                    group.services().stream().filter(sound::contains).toList();
            running.get().awaitReady(awaited, new StatusLine(scope, awaited.size()));
            group.services().stream()
                    .filter(service -> !sound.contains(service))
                    .forEach(service ->
                            scope.notice(service + " runs again; it was not healthy before, so it is not waited for."));
        }
        Manifest manifest = manifest(c, begun, members);
        long bytes = saved(() -> c.host().run(SaveCommands.finish(begun, manifest.json(), manifest.sums())));
        writing = null;
        return StepResult.done(
                Optional.of(new Archive(begun.id(), bytes, Optional.empty(), Optional.of(manifest))),
                begun.id() + ", " + Amount.of(bytes) + " of " + Amount.of(manifest.bytes()));
    }

    /** Before anything is stopped, for what depends on that would not be well any more. */
    private Set<String> sound(BackupPlan plan) {
        Running now = running.get();
        List<ContainerState> containers = measured.get().facts().containers();
        return plan.groups().stream()
                .flatMap(group -> group.services().stream())
                .filter(service -> isSound(service, containers, () -> now.answers(service)))
                .collect(Collectors.toSet());
    }

    /**
     * What was ill before need not be well afterwards: it may be ill for want of the deploy that waits for this backup.
     *
     * @param answers asked of one whose healthcheck has not been run yet: a deploy does not wait for that, and a backup may
     *     follow at once
     */
    static boolean isSound(String service, List<ContainerState> containers, BooleanSupplier answers) {
        List<Health> found = containers.stream()
                .filter(container -> container.service().equals(service) && container.isRunning())
                .map(ContainerState::health)
                .toList();
        return !found.contains(Health.UNHEALTHY) && (!found.contains(Health.STARTING) || answers.getAsBoolean());
    }

    private Writing begin(Connection c) {
        Writing named = new Writing(
                archives.onHost(c.facts().home()),
                c.facts().time() + "-" + c.lock().orElseThrow().number(),
                config.project(),
                "none");
        writing = named;
        return named.packedBy(saved(() -> c.host().run(SaveCommands.begin(named))));
    }

    private static List<String> names(Group group) {
        return group.sources().stream().map(Source::name).toList();
    }

    private static List<Member> saved(List<Source> sources, Supplier<SavedMembers> work) {
        List<SavedMembers.Saved> saved = saved(work).members();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            members.add(saved.get(i).of(sources.get(i)));
        }
        return members;
    }

    private static <T> T saved(Supplier<T> work) {
        try {
            return work.get();
        } catch (CommandFailed e) {
            if (FullDisk.isBehind(e)) {
                throw e;
            }
            throw new DeployFailure(
                    FailureKind.HOST,
                    "The backup failed on the host.",
                    e.lastLines().isEmpty()
                            ? String.valueOf(e.getMessage())
                            : e.lastLines().get(e.lastLines().size() - 1),
                    "Mend what it names, and start it again. What was written of the archive is removed.",
                    e.lastLines(),
                    e);
        }
    }

    private Manifest manifest(Connection c, Writing begun, List<Member> members) {
        Running now = running.get();
        BackupFacts facts = measured.get().facts();
        return new Manifest(
                Manifest.SCHEMA,
                begun.id(),
                config.project(),
                now.served().release().map(Release::id).orElse(""),
                AuditEntry.iso(c.facts().time()),
                who,
                c.host().name(),
                c.facts().engineVersion(),
                begun.packer(),
                members,
                new SavedServers(c, now.model(), facts).of(members));
    }

    /** The host's own way to start again what it stopped has been tried by then; this is for when that was cut short. */
    @Override
    public void undo(StepScope scope) {
        Writing begun = writing;
        if (begun != null) {
            Connection c = connection.get();
            c.host().run(SaveCommands.discard(begun));
            c.host().run(SaveCommands.startAgain(begun.directory()));
        }
    }
}
