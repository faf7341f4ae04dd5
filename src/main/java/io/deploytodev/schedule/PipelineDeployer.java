package io.deploytodev.schedule;

import io.deploytodev.checkout.RefCheckout;
import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.Schedule;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.CheckedOut;
import io.deploytodev.deploy.DeployPipeline;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.PlanPipeline;
import io.deploytodev.deploy.Selection;
import io.deploytodev.deploy.WorkstationFiles;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.sync.SourceTree;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deploys for a schedule as the verb does for a user, but that there is nobody to be asked for anything. */
public final class PipelineDeployer implements Deployer {

    private final Backup backup;
    private final DeployConfig config;
    private final String who;
    private final Map<String, String> environment;
    private final Path home;
    private final Clock clock;

    /**
     * One for the schedules of a configuration.
     *
     * @param backup makes one where a schedule asks for it
     * @param who user and machine, for the lock and the record
     * @param environment of this process
     */
    public PipelineDeployer(
            DeployConfig config, Backup backup, String who, Map<String, String> environment, Path home, Clock clock) {
        this.backup = backup;
        this.config = config;
        this.who = who;
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.clock = clock;
    }

    /** Makes a backup of what runs, before something else does. */
    @FunctionalInterface
    public interface Backup {

        /**
         * Does it.
         *
         * @param request of the deploy that comes after it
         * @throws DeployFailure when there is none, and then nothing is deployed
         */
        void make(DeployRequest request, EventSink events);
    }

    @Override
    public Prepared prepare(Schedule schedule) {
        DeployRequest wish = new DeployRequest(
                config,
                host(schedule),
                who,
                new Selection(schedule.services(), List.of()),
                DeployRequest.Build.WHEN_CHANGED,
                true,
                List.of(),
                Duration.ZERO);
        CheckedOut.Ways ways = CheckedOut.Ways.of(environment, home);
        if (schedule.ref().isEmpty()) {
            SourceTree.GitState git = new SourceTree(config.source().root()).gitState();
            return checked(new Ready(wish.remembering(ways.contents()), git, Optional.empty()));
        }
        RefCheckout fetched = RefCheckout.of(
                CheckedOut.wish(config, wish.host(), schedule.ref().get(), ways));
        boolean done = false;
        try {
            CheckedOut tree = CheckedOut.of(config, wish.host(), fetched.tree(), ways);
            Prepared ready = checked(new Ready(wish.of(tree), tree.git(), Optional.of(fetched)));
            done = true;
            return ready;
        } finally {
            if (!done) {
                fetched.close();
            }
        }
    }

    private static Prepared checked(Ready ready) {
        new WorkstationFiles(ready.request.config(), ready.request.host()).check(true);
        return ready;
    }

    private HostEntry host(Schedule schedule) {
        HostEntry host = config.hosts().get(schedule.host());
        if (host == null) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "There is no host " + schedule.host() + " in " + config.file() + ".",
                    "The schedule " + schedule.name() + " names it.",
                    "Correct schedules." + schedule.name() + ".host.");
        }
        return host;
    }

    private final class Ready implements Prepared {

        private final DeployRequest request;
        private final SourceTree.GitState git;
        private final Optional<RefCheckout> fetched;

        Ready(DeployRequest request, SourceTree.GitState git, Optional<RefCheckout> fetched) {
            this.request = request;
            this.git = git;
            this.fetched = fetched;
        }

        @Override
        public String commit() {
            return git.commit();
        }

        @Override
        public String branch() {
            return git.branch();
        }

        @Override
        public void plan(EventSink events) {
            new PlanPipeline(request, access(), events, clock).run();
        }

        @Override
        public void backUp(EventSink events, Duration lockPatience) {
            backup.make(request.waiting(lockPatience), events);
        }

        @Override
        public void deploy(EventSink events, Duration lockPatience) {
            new DeployPipeline(
                            request.waiting(lockPatience),
                            access(),
                            text -> new ConfigLoader(environment, home).load(config.file(), text),
                            events,
                            clock)
                    .run();
        }

        private SshAccess access() {
            return new SshAccess(environment, home);
        }

        @Override
        public void close() {
            fetched.ifPresent(RefCheckout::close);
        }
    }
}
