package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.release.StateDirectory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Containers of the project whose services the compose files do not have any more, those of a profile that is off now
 * left aside.
 *
 * @param isKnown false when Compose does not say what the files have
 * @param ours those that this tool started, and so may remove
 */
record Orphans(boolean isKnown, List<ComposeContainer> ours) {

    private static final Orphans NONE = new Orphans(true, List.of());

    Orphans {
        ours = List.copyOf(ours);
    }

    /**
     * Looks for them.
     *
     * @param listed the project's containers; others may be among them
     * @param compose where the project's own files can be asked
     * @param notice hears of those that are left alone, and why
     */
    static Orphans of(
            Connection c,
            List<ComposeContainer> listed,
            ResolvedProject resolved,
            CommandRunner compose,
            ComposeProject source,
            Consumer<String> notice) {
        List<ComposeContainer> unknown =
                without(resolved.model(), listed, resolved.project().name());
        if (unknown.isEmpty()) {
            return NONE;
        }
        Set<String> known;
        try {
            List<String> profiles = compose.run(ComposeCommands.profiles(source));
            known = Set.copyOf(compose.run(ComposeCommands.services(source.withProfiles(profiles))));
        } catch (CommandFailed e) {
            // The new release serves; what is left over must not take it back.
            notice.accept("Left alone: " + names(unknown) + ". Compose does not say whether a profile has them.");
            return new Orphans(false, List.of());
        }
        List<ComposeContainer> orphans = unknown.stream()
                .filter(container -> !known.contains(container.service()))
                .toList();
        List<ComposeContainer> ours = orphans.stream()
                .filter(container -> isOurs(container, c.directory()))
                .toList();
        List<ComposeContainer> others = new ArrayList<>(orphans);
        others.removeAll(ours);
        if (!others.isEmpty()) {
            notice.accept(names(others) + ": not in the compose files, but not started by this tool either, so left"
                    + " alone.");
        }
        return new Orphans(true, ours);
    }

    /** The project's containers whose services a model does not have. */
    static List<ComposeContainer> without(ComposeModel model, Connection c, String project) {
        return without(model, c.engine().composeContainers(), project);
    }

    private static List<ComposeContainer> without(ComposeModel model, List<ComposeContainer> listed, String project) {
        return listed.stream()
                .filter(container -> container.project().equals(project))
                .filter(container -> !model.services().containsKey(container.service()))
                .toList();
    }

    static boolean isOurs(ComposeContainer container, StateDirectory directory) {
        return StateDirectory.thatStarted(container.configFiles(), container.workingDirectory())
                .filter(directory.path()::equals)
                .isPresent();
    }

    static String names(Collection<ComposeContainer> containers) {
        return containers.stream().map(ComposeContainer::name).sorted().collect(Collectors.joining(", "));
    }
}
