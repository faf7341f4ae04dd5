package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.Release;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the verbs of on-call have in common that change what runs: they hold the lock and are told to the audit, but make no
 * release. What each does to the containers is one job of the host, which comes to its end whatever becomes of the client:
 * so none of them announces an intent, and none leaves a container half way.
 */
final class ServicesRun {

    private final ServicesRequest request;
    private final Configs configs;
    private final LockedRun run;
    private final LockedRun.Access access;
    private final Ref<Running> running;

    ServicesRun(
            String verb, ServicesRequest request, SshAccess access, Configs configs, EventSink events, Clock clock) {
        this(verb, request, Running::of, access, configs, events, clock);
    }

    /** @param how what runs is looked at */
    ServicesRun(
            String verb,
            ServicesRequest request,
            BiFunction<Served, Secrets, Running> how,
            SshAccess access,
            Configs configs,
            EventSink events,
            Clock clock) {
        this.request = request;
        this.configs = configs;
        this.run = new LockedRun(
                verb,
                request.config().withoutHooks(),
                request.whom(),
                request.who(),
                access,
                text -> configs.of(request.config().project(), Optional.of(text)),
                events,
                clock);
        this.access = run.begin(request.lockPatience());
        this.running = run.story()
                .add(
                        "look",
                        scope -> {
                            Running found = how.apply(new Served(held().get(), this.configs), run.secrets());
                            return StepResult.done(
                                    found,
                                    found.served()
                                            .release()
                                            .map(release -> "release " + release.id())
                                            .orElse("no release of this tool"));
                        },
                        held());
    }

    Pipeline story() {
        return run.story();
    }

    Ref<Connection> held() {
        return access.held();
    }

    /** What runs, once it is known. */
    Ref<Running> running() {
        return running;
    }

    LockedRun locked() {
        return run;
    }

    /** Adds the step that asks the health address. */
    Ref<Optional<URI>> health(Ref<?> after) {
        return health(after, () -> true);
    }

    /** The same, if by then there is anything to ask. */
    Ref<Optional<URI>> health(Ref<?> after, BooleanSupplier wanted) {
        return run.story()
                .add(
                        "health",
                        scope -> {
                            if (!wanted.getAsBoolean()) {
                                return StepResult.unchanged(Optional.empty(), "nothing runs that could be asked");
                            }
                            Optional<URI> url = running.get().verify(run.hostAddress(), scope);
                            return url.isEmpty()
                                    ? StepResult.unchanged(url, "the release asks for none")
                                    : StepResult.done(url, url.get() + " answered as it should");
                        },
                        after);
    }

    /**
     * Runs the story.
     *
     * @param summary what is so now
     * @param inShort the same for the audit
     * @param next commands that come next, with what they are for
     * @throws DeployFailure when it did not come to its end
     */
    void run(
            Supplier<String> summary,
            Supplier<String> inShort,
            Supplier<Optional<URI>> health,
            Supplier<Map<String, String>> next) {
        run.run(access, new Account(summary, inShort, health, next, true));
    }

    /** The same for a story that leaves nothing behind, and so no audit either. */
    void runWithoutTrace(Supplier<String> summary) {
        run.run(access, new Account(summary, summary, Optional::empty, Map::of, false));
    }

    private final class Account implements LockedRun.Account {

        private final Supplier<String> summary;
        private final Supplier<String> inShort;
        private final Supplier<Optional<URI>> health;
        private final Supplier<Map<String, String>> next;
        private final boolean told;

        Account(
                Supplier<String> summary,
                Supplier<String> inShort,
                Supplier<Optional<URI>> health,
                Supplier<Map<String, String>> next,
                boolean told) {
            this.told = told;
            this.summary = summary;
            this.inShort = inShort;
            this.health = health;
            this.next = next;
        }

        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public Optional<Release> before() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }

        @Override
        public Release failed(DeployFailure failure) {
            throw new IllegalStateException("there is no record of it");
        }

        @Override
        public String served() {
            return running.ifPresent()
                    .flatMap(now -> now.served().release())
                    .map(Release::id)
                    .orElse("");
        }

        @Override
        public boolean isTold() {
            return told;
        }

        @Override
        public String outcome() {
            return AuditEntry.DONE;
        }

        @Override
        public String inShort() {
            return inShort.get();
        }

        @Override
        public DeployEvent success(Instant now, Duration took) {
            Map<String, URI> urls = new LinkedHashMap<>();
            health.get().ifPresent(url -> urls.put("health", url));
            return new DeployEvent.RunSucceeded(
                    now,
                    served(),
                    summary.get() + " on " + request.whom().host().name(),
                    urls,
                    story().timings().durations(),
                    story().timings().criticalPath(),
                    took,
                    next.get());
        }
    }
}
