package io.deploytodev.backup;

import io.deploytodev.backup.Member.Kind;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is taken of a project, and how; pure. A database is dumped by its own tool where it has one. What is copied is copied
 * while all that write to it are stopped: those that share something are stopped together, others one after the other, so
 * that each is away as shortly as can be.
 *
 * @param notices what the user should know of what is left out
 */
public record BackupPlan(List<Group> groups, List<Dump> dumps, List<String> notices) {

    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    public BackupPlan {
        groups = List.copyOf(groups);
        dumps = List.copyOf(dumps);
        notices = List.copyOf(notices);
    }

    /**
     * What is copied at one time.
     *
     * @param containers the ids of those that are stopped for it; none for what nobody need be stopped for
     * @param services whose they are
     */
    public record Group(List<String> containers, List<String> services, List<Source> sources) {
        public Group {
            containers = List.copyOf(containers);
            services = List.copyOf(services);
            sources = List.copyOf(sources);
        }
    }

    /** A database server, with its roles first and then its databases. */
    public record Dump(PostgresFacts server, List<Source> sources) {
        public Dump {
            sources = List.copyOf(sources);
        }
    }

    public boolean isEmpty() {
        return groups.isEmpty() && dumps.isEmpty();
    }

    /** Whether a Postgres is to be dumped; one that is taken otherwise need not even answer. */
    public static boolean isDumped(String service, Map<String, How> wished) {
        return wished.getOrDefault(service, How.DUMP) == How.DUMP;
    }

    /** All that is taken, in the order in which it is. */
    public List<Source> sources() {
        List<Source> all = new ArrayList<>();
        dumps.forEach(dump -> all.addAll(dump.sources()));
        groups.forEach(group -> all.addAll(group.sources()));
        return all;
    }

    /**
     * Decides.
     *
     * @param wished service to how its data is to be taken; what is not named is chosen here
     * @param excluded volumes that are left out, by their keys
     * @throws DeployFailure of kind CONFIG when something is wished that cannot be
     */
    public static BackupPlan of(BackupFacts facts, Map<String, How> wished, Set<String> excluded) {
        return new Making(facts, wished, excluded).plan();
    }

    private static final class Making {

        private final BackupFacts facts;
        private final Map<String, How> wished;
        private final Set<String> excluded;
        private final List<String> notices = new ArrayList<>();
        private final List<Group> groups = new ArrayList<>();
        private int number;

        Making(BackupFacts facts, Map<String, How> wished, Set<String> excluded) {
            this.facts = facts;
            this.wished = wished;
            this.excluded = excluded;
        }

        BackupPlan plan() {
            wished.forEach((service, how) -> {
                if (how == How.DUMP && !facts.postgres().contains(service)) {
                    throw new DeployFailure(
                            FailureKind.CONFIG,
                            "The data of " + service + " cannot be dumped.",
                            "deploy.yml wishes that (backup.services), and this tool knows how to dump Postgres only; the"
                                    + " image of " + service + " is none of those.",
                            "Say stop, live or skip for " + service + ".");
                }
            });
            List<Dump> dumps = dumps();
            volumes();
            for (BackupFacts.Directory directory : facts.directories()) {
                add(Kind.DIRECTORY, directory.name(), directory.place(), directory.users());
            }
            return new BackupPlan(groups, dumps, notices);
        }

        private How how(String service) {
            How wish = wished.getOrDefault(service, facts.postgres().contains(service) ? How.DUMP : How.STOP);
            return wish == How.DUMP && !facts.servers().containsKey(service) ? How.STOP : wish;
        }

        private List<Dump> dumps() {
            List<Dump> dumps = new ArrayList<>();
            for (String service : new TreeSet<>(facts.postgres())) {
                PostgresFacts server = facts.servers().get(service);
                if (server == null || how(service) != How.DUMP) {
                    continue;
                }
                List<Source> sources = new ArrayList<>();
                sources.add(Source.of(Kind.ROLES, "roles", "", List.of(service), How.DUMP.word(), number++));
                server.databases()
                        .forEach(each -> sources.add(Source.of(
                                Kind.DATABASE, each.name(), each.name(), List.of(service), How.DUMP.word(), number++)));
                dumps.add(new Dump(server, sources));
            }
            return dumps;
        }

        private void volumes() {
            Map<String, Set<String>> users = new TreeMap<>();
            facts.keys().keySet().forEach(name -> users.put(name, new TreeSet<>()));
            for (ContainerState container : facts.containers()) {
                container.volumes().forEach((destination, name) -> {
                    if (!isCoveredByDump(container, destination)) {
                        users.computeIfAbsent(name, unknown -> new TreeSet<>()).add(container.service());
                    } else if (users.getOrDefault(name, Set.of()).isEmpty()) {
                        users.remove(name);
                    }
                });
            }
            users.forEach((name, services) -> {
                String key = facts.keys().getOrDefault(name, name);
                if (ANONYMOUS.matcher(key).matches()) {
                    notices.add("A volume of " + String.join(", ", services)
                            + " has no name, and is left out: name it in the compose file.");
                } else if (!excluded.contains(key)) {
                    add(Kind.VOLUME, key, name, services);
                }
            });
        }

        private boolean isCoveredByDump(ContainerState container, String destination) {
            PostgresFacts server = facts.servers().get(container.service());
            return server != null
                    && how(container.service()) == How.DUMP
                    && (server.data().startsWith(destination) || destination.startsWith("/var/lib/postgresql"));
        }

        private void add(Kind kind, String name, String place, Set<String> users) {
            How how = users.stream()
                    .map(this::how)
                    .map(each -> each == How.DUMP ? How.STOP : each)
                    .max(How::compareTo)
                    .orElse(How.STOP);
            if (how == How.SKIP) {
                return;
            }
            Source source = Source.of(kind, name, place, List.copyOf(new TreeSet<>(users)), how.word(), number++);
            List<ContainerState> stopped = how == How.STOP
                    ? facts.containers().stream()
                            .filter(container -> users.contains(container.service()) && container.isRunning())
                            .toList()
                    : List.of();
            join(new Group(
                    stopped.stream().map(ContainerState::id).toList(),
                    stopped.stream()
                            .map(ContainerState::service)
                            .distinct()
                            .sorted()
                            .toList(),
                    List.of(source)));
        }

        /** With all groups that stop one of the same containers; what stops none is a group, too. */
        private void join(Group added) {
            Group joined = added;
            for (Group group : List.copyOf(groups)) {
                boolean same =
                        group.containers().isEmpty() && added.containers().isEmpty();
                if (same || group.containers().stream().anyMatch(added.containers()::contains)) {
                    groups.remove(group);
                    joined = new Group(
                            union(group.containers(), joined.containers()),
                            union(group.services(), joined.services()),
                            union(group.sources(), joined.sources()));
                }
            }
            groups.add(joined);
        }

        private static <T> List<T> union(List<T> first, List<T> second) {
            List<T> all = new ArrayList<>(first);
            second.stream().filter(each -> !all.contains(each)).forEach(all::add);
            return all;
        }
    }
}
