package io.deploytodev.deploy;

import io.deploytodev.backup.Member;
import io.deploytodev.backup.RestoreCommands;
import io.deploytodev.backup.RestoreCommands.Target;
import io.deploytodev.backup.RestorePlan;
import io.deploytodev.backup.RestorePlan.Load;
import io.deploytodev.backup.RestoredMembers;
import io.deploytodev.backup.SaveCommands;
import io.deploytodev.backup.SaveCommands.Writing;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.rollout.ExistingContainers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/**
 * Puts what an archive holds in the place of a project's data, while the project stands still, and compares. When it does not
 * come to its end, those run again whose data is whole: what was there before, or what was brought back.
 */
final class RestoreData implements Step<List<String>> {

    private final Supplier<Connection> connection;
    private final Supplier<Running> running;
    private final Supplier<ChooseArchive.Chosen> chosen;
    private final Supplier<RestorePlan> plan;
    private final Archives own;
    private final Set<String> broken = new ConcurrentSkipListSet<>();
    private volatile List<ContainerState> stopped = List.of();
    private volatile boolean begun;

    /** @param own of the project that is restored, where what is only for now lies */
    RestoreData(
            Supplier<Connection> connection,
            Supplier<Running> running,
            Supplier<ChooseArchive.Chosen> chosen,
            Supplier<RestorePlan> plan,
            Archives own) {
        this.own = own;
        this.connection = connection;
        this.running = running;
        this.chosen = chosen;
        this.plan = plan;
    }

    @Override
    public StepResult<List<String>> run(StepScope scope) {
        Connection c = connection.get();
        List<ContainerState> live = running.get().served().containers().stream()
                .filter(container -> !container.hasEnded() && container.status() != ContainerState.Status.CREATED)
                .toList();
        stopped = live;
        if (!live.isEmpty()) {
            scope.status("stopping " + Names.few(services(live)));
            stop(c, live);
        }
        begun = true;
        ArchiveProgress progress =
                new ArchiveProgress(scope, chosen.get().manifest().bytes());
        List<Member> members = new ArrayList<>();
        for (Target target : plan.get().fills()) {
            Set<String> whose = new HashSet<>(target.member().services());
            broken.addAll(whose);
            RestoredMembers restored =
                    done(() -> c.host().run(RestoreCommands.fill(work(c), file(), List.of(target)), progress));
            compare(restored, List.of(target.member()));
            broken.removeAll(whose);
            members.add(target.member());
        }
        for (Load load : plan.get().loads()) {
            broken.add(load.server().service());
            RestoredMembers restored = done(() -> c.host()
                    .run(
                            RestoreCommands.load(
                                    work(c), file(), load.container(), load.server(), load.volume(), load.members()),
                            progress));
            compare(restored, load.members());
            broken.remove(load.server().service());
            members.addAll(load.members());
        }
        c.host().run(SaveCommands.discard(work(c)));
        List<String> names = members.stream().map(Member::inShort).toList();
        return StepResult.done(
                services(live),
                names.size() + (names.size() == 1 ? " part, " : " parts, ")
                        + Amount.of(members.stream().mapToLong(Member::bytes).sum())
                        + ", compared with what was taken");
    }

    private void stop(Connection c, List<ContainerState> live) {
        List<List<String>> waves = new ArrayList<>(running.get().waves(new TreeSet<>(services(live))));
        Collections.reverse(waves);
        ExistingContainers containers = new ExistingContainers(c.host());
        for (List<String> wave : waves) {
            containers.stop(live.stream()
                    .filter(container -> wave.contains(container.service()))
                    .toList());
        }
    }

    private static List<String> services(List<ContainerState> containers) {
        return containers.stream()
                .map(ContainerState::service)
                .distinct()
                .sorted()
                .toList();
    }

    private String file() {
        return chosen.get().file();
    }

    private Writing work(Connection c) {
        return new Writing(
                own.onHost(c.facts().home()),
                "restore-" + c.lock().orElseThrow().number(),
                running.get().served().project(),
                chosen.get().manifest().packer());
    }

    private RestoredMembers done(Supplier<RestoredMembers> work) {
        try {
            return work.get();
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.INFRASTRUCTURE,
                    "Not all could be restored.",
                    e.lastLines().isEmpty()
                            ? String.valueOf(e.getMessage())
                            : e.lastLines().get(e.lastLines().size() - 1),
                    "Mend what it names, and restore again. Until then the data of " + Names.all(List.copyOf(broken))
                            + " is not whole.",
                    e.lastLines(),
                    e);
        }
    }

    private static void compare(RestoredMembers restored, List<Member> members) {
        List<String> differences = restored.differences(members);
        if (!differences.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.INFRASTRUCTURE,
                    "What was restored is not what was taken.",
                    String.join("\n", differences),
                    "Somebody else may have written to it meanwhile. See that nobody does, and restore again.",
                    differences,
                    null);
        }
    }

    @Override
    public void undo(StepScope scope) {
        Connection c = connection.get();
        if (begun) {
            c.host().run(SaveCommands.discard(work(c)));
        }
        List<ContainerState> whole = stopped.stream()
                .filter(container -> !broken.contains(container.service()))
                .toList();
        ExistingContainers containers = new ExistingContainers(c.host());
        if (!broken.isEmpty()) {
            scope.notice("The data of " + Names.all(List.copyOf(broken))
                    + " is not whole, so it stays down: restore again, or deploy to begin anew.");
            // A server into which a dump was being loaded runs for that.
            containers.stop(stopped.stream()
                    .filter(container -> broken.contains(container.service()))
                    .toList());
        }
        for (List<String> wave : running.get().waves(new TreeSet<>(services(whole)))) {
            containers.start(
                    whole.stream()
                            .filter(container -> wave.contains(container.service()))
                            .toList(),
                    FailureKind.HOST);
        }
    }
}
