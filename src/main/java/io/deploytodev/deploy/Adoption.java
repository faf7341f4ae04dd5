package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ImageName;
import io.deploytodev.docker.RunningProject;
import io.deploytodev.host.Command;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.HostTime;
import io.deploytodev.release.Release;
import io.deploytodev.release.StateDirectory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * First contact with a project that runs already, started by hand or by a script. It is recorded as the release before
 * the first, so that there is something to go back to: its images get names that keep them, and its model is read from the
 * containers themselves, for nobody knows whether the files are still those that they were made from.
 */
final class Adoption {

    private final Connection connection;
    private final String project;

    Adoption(Connection connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    /**
     * Adopts what runs, when no release of ours is behind it.
     *
     * @param all those of this project
     * @param known the current release
     * @param cutOff whether a client died here: then there were deploys of ours, though perhaps none that served
     * @return the current release from now on
     */
    Optional<Release> adopt(List<ComposeContainer> all, Optional<Release> known, boolean cutOff, StepScope scope) {
        List<ComposeContainer> containers = known.isEmpty() ? startedByOthers(all, cutOff) : all;
        if (!isDue(containers, known)) {
            return known;
        }
        Found found = find(containers);
        Release release = found.release();
        found.images().forEach((service, image) -> keep(name(service, image), image));
        ComposeModel model = found.running().model(project, release.images());
        StateDirectory directory = connection.directory();
        connection
                .host()
                .run(FileCommands.writeThen(
                        directory.releaseModel(release.id()),
                        model.toJson(),
                        directory.sharing(),
                        Command.of(List.of("true"))));
        connection.releases().recordFound(release);
        int count = found.images().size();
        scope.notice("Adopted " + count + (count == 1 ? " service of " : " services of ") + project
                + " that were started from " + from(serving(containers))
                + ": the project's name, its volumes and networks stay. If this deploy fails, they serve again.");
        return Optional.of(release);
    }

    /** The current release as {@link #adopt} would leave it; the host is only looked at. */
    Optional<Release> foresee(List<ComposeContainer> all, Optional<Release> known, boolean cutOff) {
        List<ComposeContainer> containers = known.isEmpty() ? startedByOthers(all, cutOff) : all;
        return isDue(containers, known) ? Optional.of(find(containers).release()) : known;
    }

    private Found find(List<ComposeContainer> containers) {
        List<ComposeContainer> serving = serving(containers);
        String time = HostTime.of(newest(serving));
        RunningProject running = connection
                .host()
                .run(ContainerCommands.inspect(
                        serving.stream().map(ComposeContainer::id).toList()));
        Map<String, String> images = new TreeMap<>();
        running.images().forEach((service, image) -> images.put(service, name(service, image)));
        Release release = new Release(
                Release.SCHEMA,
                time + "-0-" + Release.ADOPTED,
                project,
                time,
                "by hand, from " + from(serving),
                "",
                "",
                false,
                "",
                images,
                Map.of(),
                Map.of(),
                Release.ADOPTED,
                Release.Run.UNKNOWN);
        return new Found(release, running);
    }

    /**
     * What deploys of ours started that failed is nobody's project. When nothing is known of such deploys, the state was
     * lost, and what it started serves.
     */
    private List<ComposeContainer> startedByOthers(List<ComposeContainer> all, boolean cutOff) {
        List<ComposeContainer> others = all.stream()
                .filter(container -> !Orphans.isOurs(container, connection.directory()))
                .toList();
        boolean tried = others.size() < all.size()
                && (cutOff || !connection.releases().history().releases().isEmpty());
        return tried ? others : all;
    }

    /** Started by hand since the last adoption, or never adopted. */
    private boolean isDue(List<ComposeContainer> containers, Optional<Release> known) {
        if (containers.stream().noneMatch(ComposeContainer::running)) {
            return false;
        }
        if (known.isEmpty()) {
            return true;
        }
        return known.get().isAdopted()
                && containers.stream()
                        .filter(ComposeContainer::running)
                        .filter(container -> StateDirectory.thatStarted(
                                        container.configFiles(), container.workingDirectory())
                                .isEmpty())
                        .anyMatch(container -> HostTime.of(container.created())
                                        .compareTo(known.get().startedAt())
                                > 0);
    }

    /** What runs, and what has ended beside it: the one-shots. */
    private static List<ComposeContainer> serving(List<ComposeContainer> containers) {
        return containers.stream()
                .filter(container -> container.running() || container.endedWell())
                .toList();
    }

    private static Instant newest(List<ComposeContainer> containers) {
        return containers.stream()
                .map(ComposeContainer::created)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A name by content: neither a build under the same tag nor a prune takes the image away. */
    private String name(String service, RunningProject.Image image) {
        return image.nameOr(project + "-" + service).withTag(ImageName.contentTag(image.id()));
    }

    private void keep(String name, RunningProject.Image image) {
        connection.requireLock();
        connection.engine().tag(image.id(), ImageName.parse(name).repository(), ImageName.contentTag(image.id()));
    }

    private static String from(List<ComposeContainer> containers) {
        return containers.stream()
                .map(ComposeContainer::workingDirectory)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What runs without a release of ours behind it, and the release that it would be. */
    private record Found(Release release, RunningProject running) {
        Map<String, RunningProject.Image> images() {
            return running.images();
        }
    }
}
