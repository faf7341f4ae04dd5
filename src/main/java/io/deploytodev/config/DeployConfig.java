package io.deploytodev.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A whole {@code deploy.yml}: complete and valid, with every default filled in.
 *
 * @param file where it was read
 * @param project the Compose project name, which also names the state on the host
 * @param defaultHost the host that a verb means when none is named
 * @param infrastructure services that must be ready before the backend starts; empty when it does not say
 * @param types names for {@code --type} to the services they mean, which may be patterns with {@code *}
 * @param readiness how services show that they work, for those where the tool cannot tell by itself; in the order of the
 *     file
 * @param disk what may be taken of the host's disk
 * @param backup what a backup holds and where it goes
 * @param hooks the project's own commands, by when they run
 * @param schedules what a timer runs, in the order of the file
 * @param ref of deploys that take a ref, not the tree as it lies here
 * @param messages who is told of runs that nobody watches
 */
public record DeployConfig(
        Path file,
        String project,
        Source source,
        Map<String, HostEntry> hosts,
        String defaultHost,
        Compose compose,
        Optional<List<String>> infrastructure,
        Map<String, List<String>> types,
        List<ReadinessRule> readiness,
        Optional<Health> health,
        Timeouts timeouts,
        Disk disk,
        BackupSettings backup,
        Map<Hook.Moment, Hook> hooks,
        List<Schedule> schedules,
        OfRef ref,
        Notify messages) {

    public DeployConfig {
        hosts = Map.copyOf(hosts);
        infrastructure = infrastructure.map(List::copyOf);
        types = Map.copyOf(types);
        readiness = List.copyOf(readiness);
        hooks = Map.copyOf(hooks);
        schedules = List.copyOf(schedules);
    }

    /** Whether the variables of the project come from a file of the workstation, which is brought to this host. */
    public boolean bringsEnvironment(HostEntry host) {
        return host.environment()
                .or(compose::environment)
                .filter(Environment.OnWorkstation.class::isInstance)
                .isPresent();
    }

    /** The same, with no commands of the project's own. */
    public DeployConfig withoutHooks() {
        return with(project, Map.of());
    }

    /**
     * What this says of the workstation and the hosts, with what another configuration says of the project.
     *
     * @param theirs that of another commit
     */
    public DeployConfig describedBy(DeployConfig theirs) {
        return new DeployConfig(
                file,
                project,
                theirs.source,
                hosts,
                defaultHost,
                new Compose(theirs.compose.files(), Optional.empty(), theirs.compose.profiles()),
                theirs.infrastructure,
                theirs.types,
                theirs.readiness,
                theirs.health,
                theirs.timeouts,
                theirs.disk,
                backup,
                theirs.hooks,
                schedules,
                ref,
                messages);
    }

    /** The same as another project of the host. */
    public DeployConfig named(String other) {
        return with(other, hooks);
    }

    private DeployConfig with(String otherProject, Map<Hook.Moment, Hook> otherHooks) {
        return new DeployConfig(
                file,
                otherProject,
                source,
                hosts,
                defaultHost,
                compose,
                infrastructure,
                types,
                readiness,
                health,
                timeouts,
                disk,
                backup,
                otherHooks,
                schedules,
                ref,
                messages);
    }

    /**
     * The tree on the workstation.
     *
     * @param ignore what stays there beside the usual, as lines of a {@code .gitignore}
     */
    public record Source(Path root, List<String> ignore) {
        public Source {
            ignore = List.copyOf(ignore);
        }
    }

    /**
     * A dev host. What is empty here is left to the user's SSH configuration.
     *
     * @param address a name, an address, or a Host of {@code ~/.ssh/config}
     * @param knownHosts when given, it alone decides which host keys are trusted
     * @param environment where Compose's variables come from on this host, when it is not as everywhere
     * @param state where the tool keeps its state there, absolute or below the home directory; several accounts may share it
     */
    public record HostEntry(
            String name,
            String address,
            Optional<Integer> port,
            Optional<String> user,
            List<Path> identities,
            Optional<Path> knownHosts,
            Optional<Environment> environment,
            Optional<String> state) {
        public HostEntry {
            identities = List.copyOf(identities);
        }

        public HostEntry(
                String name,
                String address,
                Optional<Integer> port,
                Optional<String> user,
                List<Path> identities,
                Optional<Path> knownHosts,
                Optional<Environment> environment) {
            this(name, address, port, user, identities, knownHosts, environment, Optional.empty());
        }

        /** The same, where Compose's variables come from elsewhere. */
        public HostEntry taking(Optional<Environment> other) {
            return new HostEntry(name, address, port, user, identities, knownHosts, other, state);
        }
    }

    /**
     * What a deploy of a ref needs to know.
     *
     * @param remote a remote's name or an address; empty for the usual
     * @param takesSame whether variables come from where they do in every deploy
     * @param environment where else they come from; empty when that is not said
     * @param timeout for all that is fetched
     */
    public record OfRef(
            Optional<String> remote, boolean takesSame, Optional<Environment> environment, Duration timeout) {}

    /**
     * The Compose project inside the tree.
     *
     * @param files relative to the root of the tree, merged in this order
     * @param environment where variables come from; empty for Compose's own default, {@code .env} in the tree's root
     */
    public record Compose(List<String> files, Optional<Environment> environment, List<String> profiles) {
        public Compose {
            files = List.copyOf(files);
            profiles = List.copyOf(profiles);
        }
    }

    /** Where Compose's variables come from. */
    public sealed interface Environment {

        /** A file on the workstation; the host gets it with mode 0600, outside the tree. */
        record OnWorkstation(Path file) implements Environment {}

        /** A file that stays on the host; an absolute path, or one below the home directory. */
        record OnHost(String file) implements Environment {}
    }

    /**
     * The last word of a deploy: an address that the workstation asks as a user would.
     *
     * @param url the whole address; where it is empty, the dev host is asked at {@code port} and {@code path}
     * @param port as published on the dev host; empty for the one that the backend publishes
     * @param webSocket an address, or a path at the same place, that must become a WebSocket as well
     * @param timeout how long one answer may take; empty for the usual
     * @param stableFor how long it must go on to answer once it does
     */
    public record Health(
            Optional<URI> url,
            OptionalInt port,
            String path,
            ReadinessRule.Answer answer,
            Optional<String> webSocket,
            Optional<Duration> timeout,
            Duration stableFor) {}

    /**
     * How long each phase may take.
     *
     * @param connection for how long a connection that broke is tried to be made anew
     */
    public record Timeouts(Duration infrastructure, Duration services, Duration health, Duration connection) {}

    /**
     * What may be taken of the host's disk.
     *
     * @param free bytes that must be free where the engine keeps images before a deploy builds one; empty for as many as
     *     the image that runs takes
     * @param buildCache bytes that the builder's cache may keep, everybody's; empty to leave it alone
     */
    public record Disk(OptionalLong free, OptionalLong buildCache) {}
}
