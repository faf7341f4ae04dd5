package io.deploytodev.backup;

import io.deploytodev.backup.Member.Kind;
import io.deploytodev.backup.RestoreCommands.Target;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the members of an archive go on a host; pure.
 *
 * @param fills volumes and directories
 * @param loads databases, by their servers
 * @param notices what is left out, and why
 */
public record RestorePlan(List<Target> fills, List<Load> loads, List<String> notices) {

    public RestorePlan {
        fills = List.copyOf(fills);
        loads = List.copyOf(loads);
        notices = List.copyOf(notices);
    }

    /**
     * Dumps that go into one server.
     *
     * @param container of the project's own; empty where there is none yet, and one is made for this alone
     * @param volume that holds its data then, by the engine's name
     * @param members roles first
     */
    public record Load(String container, Server server, String volume, List<Member> members) {
        public Load {
            members = List.copyOf(members);
        }
    }

    /**
     * What is there.
     *
     * @param project that is restored, which need not be the one that the archive was taken of
     * @param tree where its tree lies
     * @param keys of its volumes: the engine's name to the name in the compose files
     * @param named volumes that its compose files give a name of their own: the key to that
     * @param directories those that its configuration names: no archive decides where on a host it is written to
     */
    public record There(
            String project,
            String tree,
            List<ContainerState> containers,
            Map<String, String> keys,
            Map<String, String> named,
            Set<String> directories) {}

    /**
     * Decides.
     *
     * @throws DeployFailure of kind HOST when a database has no place to go to
     */
    public static RestorePlan of(Manifest manifest, There there) {
        List<Target> fills = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        Map<String, List<Member>> dumps = new LinkedHashMap<>();
        boolean same = manifest.project().equals(there.project());
        for (Member member : manifest.members()) {
            switch (member.kind()) {
                case VOLUME ->
                    volume(member.name(), member.place(), manifest, there)
                            .ifPresentOrElse(
                                    place -> fills.add(
                                            new Target(member, place, member.name(), emptiedBy(place, there))),
                                    () -> notices.add(
                                            "The volume " + member.place() + " is left out: it has a name of its own,"
                                                    + " and would be that of " + manifest.project() + "."));
                case DIRECTORY ->
                    directory(member, same, there)
                            .ifPresentOrElse(
                                    place -> fills.add(new Target(member, place, "", emptiedBy(place, there))),
                                    () -> notices.add("The directory " + member.name() + " is left out: "
                                            + (same
                                                    ? "deploy.yml does not name it (backup.directories)."
                                                    : "it is that of " + manifest.project() + ".")));
                case ROLES, DATABASE ->
                    dumps.computeIfAbsent(member.service(), service -> new ArrayList<>())
                            .add(member);
            }
        }
        List<Load> loads = new ArrayList<>();
        dumps.forEach((service, members) -> loads.add(load(service, members, manifest, there)));
        return new RestorePlan(fills, loads, notices);
    }

    private static Optional<String> directory(Member member, boolean same, There there) {
        if (!there.directories().contains(member.name())) {
            return Optional.empty();
        }
        if (!member.name().startsWith("/")) {
            return Optional.of(there.tree() + "/" + member.name());
        }
        return same ? Optional.of(member.name()) : Optional.empty();
    }

    private static Load load(String service, List<Member> members, Manifest manifest, There there) {
        List<Member> ordered = new ArrayList<>(members);
        ordered.sort((one, other) -> Boolean.compare(other.kind() == Kind.ROLES, one.kind() == Kind.ROLES));
        Server server =
                manifest.server(service).orElseThrow(() -> homeless(service, "the archive does not say what ran it"));
        Optional<ContainerState> container = there.containers().stream()
                .filter(each -> each.service().equals(service))
                .findFirst();
        if (container.isPresent()) {
            return new Load(container.get().id(), server, "", ordered);
        }
        String volume = server.volume().isEmpty()
                ? ""
                : volume(server.volume(), manifest.project() + "_" + server.volume(), manifest, there)
                        .orElse("");
        if (volume.isEmpty()) {
            throw homeless(service, "its data lay in no volume with a name");
        }
        return new Load("", server, volume, ordered);
    }

    private static DeployFailure homeless(String service, String why) {
        return new DeployFailure(
                FailureKind.HOST,
                "There is no " + service + " to restore the databases into.",
                "The project has no container of it, and " + why + ".",
                "Deploy first, then restore: deploy-to-dev deploy. Nothing was touched.");
    }

    /** As the engine knows it; else as Compose will name it. */
    private static Optional<String> volume(String key, String taken, Manifest manifest, There there) {
        Optional<String> known = there.keys().entrySet().stream()
                .filter(each -> each.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Optional.ofNullable(there.named().get(key)));
        if (known.isPresent()) {
            return known;
        }
        if (taken.equals(manifest.project() + "_" + key)) {
            return Optional.of(there.project() + "_" + key);
        }
        return manifest.project().equals(there.project()) ? Optional.of(taken) : Optional.empty();
    }

    /** An image that is surely there; best one that works with these files. */
    private static String emptiedBy(String place, There there) {
        return there.containers().stream()
                .filter(container -> container.volumes().containsValue(place))
                .findFirst()
                .or(() -> there.containers().stream().findFirst())
                .map(ContainerState::imageId)
                .orElse("");
    }

    /**
     * The same, where what is emptied by a container is emptied by one that can: not every image has a shell.
     *
     * @param hasShell by the id of an image
     * @throws DeployFailure of kind HOST when a volume cannot be emptied
     */
    public RestorePlan withShells(List<ContainerState> containers, Predicate<String> hasShell) {
        List<Target> able = fills.stream()
                .map(target -> {
                    boolean isInUse = containers.stream()
                            .anyMatch(container -> container.volumes().containsValue(target.place()));
                    String image = Stream.concat(
                                    Stream.of(target.emptiedBy()).filter(first -> !first.isEmpty()),
                                    containers.stream().map(ContainerState::imageId))
                            .distinct()
                            .filter(hasShell)
                            .findFirst()
                            .orElse("");
                    if (isInUse && image.isEmpty()) {
                        throw new DeployFailure(
                                FailureKind.HOST,
                                "The " + target.member().inShort() + " cannot be emptied.",
                                "That is done by a container of one of the project's images, and none of those has a shell.",
                                "Remove the project's containers and volumes (deploy-to-dev down --volumes), restore, and"
                                        + " deploy. Nothing was touched.");
                    }
                    return new Target(target.member(), target.place(), target.key(), image);
                })
                .toList();
        return new RestorePlan(able, loads, notices);
    }

    /** The services whose data is replaced, by what is known of the archive. */
    public Set<String> services() {
        Set<String> services = new TreeSet<>();
        fills.forEach(target -> services.addAll(target.member().services()));
        loads.forEach(load -> services.add(load.server().service()));
        return services;
    }

    /** Service to the major version of Postgres that its files need, where those are brought back and no dump. */
    public Map<String, String> filesOfPostgres(Manifest manifest) {
        Map<String, String> versions = new TreeMap<>();
        for (Target target : fills) {
            for (String service : target.member().services()) {
                manifest.server(service)
                        .map(Server::version)
                        .filter(version -> !version.isEmpty())
                        .filter(version -> loads.stream()
                                .noneMatch(load -> load.server().service().equals(service)))
                        .ifPresent(version -> versions.put(service, version));
            }
        }
        return versions;
    }
}
