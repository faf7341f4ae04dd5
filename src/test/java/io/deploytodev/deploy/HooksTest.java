package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Hook;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepOutput;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.LocalHost;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HooksTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path directory;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aHookRunsInTheSourceRootAndIsToldOfTheRun() throws IOException {
        Hooks hooks = hooks("before_build: env | sort; pwd -P");
        hooks.tell(() -> Hooks.facts(
                Optional.of("r1"), Optional.of("r0"), Optional.of("abc"), Optional.of("a'b $(c)"), Optional.empty()));
        run(hooks, Moment.BEFORE_BUILD);
        assertThat(output())
                .contains(
                        "DEPLOY_TO_DEV_HOOK=before_build",
                        "DEPLOY_TO_DEV_VERB=deploy",
                        "DEPLOY_TO_DEV_PROJECT=shop",
                        "DEPLOY_TO_DEV_HOST=dev",
                        "DEPLOY_TO_DEV_ADDRESS=dev.example.internal",
                        "DEPLOY_TO_DEV_WHO=ada@laptop",
                        "DEPLOY_TO_DEV_RELEASE=r1",
                        "DEPLOY_TO_DEV_PREVIOUS=r0",
                        "DEPLOY_TO_DEV_COMMIT=abc",
                        "DEPLOY_TO_DEV_BRANCH=a'b $(c)",
                        "DEPLOY_TO_DEV_CONFIG=" + directory.resolve("deploy.yml"),
                        directory.resolve("tree").toRealPath().toString())
                .noneMatch(line -> line.startsWith("DEPLOY_TO_DEV_HEALTH_URL"));
    }

    @Test
    void aProgramGetsItsArgumentsAsTheyStandThere() throws IOException {
        run(hooks("before_sync: [printf, '<%s>\\n', $HOME, 'a b', '', x=y]"), Moment.BEFORE_SYNC);
        assertThat(output()).containsExactly("<$HOME>", "<a b>", "<>", "<x=y>");
    }

    @Test
    void aHookThatFailsStopsTheRunWithItsLastLines() throws IOException {
        Hooks hooks = hooks("before_rollout: for i in $(seq 40); do echo line $i >&2; done; exit 7");
        Throwable thrown = catchThrowable(() -> run(hooks, Moment.BEFORE_ROLLOUT));
        assertThat(thrown).isInstanceOfSatisfying(DeployFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.HOOK);
            assertThat(failure.what()).isEqualTo("The hook before_rollout failed.");
            assertThat(failure.why()).isEqualTo("It ended with exit code 7 on this machine.");
            assertThat(failure.next()).contains("hooks.before_rollout in ", "--no-hooks");
            assertThat(failure.evidence()).hasSize(15).endsWith("line 40");
        });
        assertThat(output()).hasSize(40);
    }

    @Test
    void aProgramThatIsNotThereIsCalledSo() throws IOException {
        Hooks hooks = hooks("before_sync: [no-such-program-here]");
        assertThat(catchThrowable(() -> run(hooks, Moment.BEFORE_SYNC)))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.why())
                        .contains("was not found"));
    }

    @Test
    void atItsDeadlineAHookIsEndedWithAllThatItStartedAlsoWhatHasLostItsParent() throws IOException {
        Hooks hooks = hooks("before_sync: {run: '(sh -c \"echo \\$\\$ > orphan; exec sleep 1000\" &) ; sleep 1000',"
                + " timeout: 2s}");
        Throwable thrown = catchThrowable(() -> run(hooks, Moment.BEFORE_SYNC));
        assertThat(thrown).isInstanceOfSatisfying(DeployFailure.class, failure -> assertThat(failure.why())
                .isEqualTo("It did not end on this machine within 2 s, and was ended with all that it had started."));
        awaitEnd("orphan");
    }

    @Test
    void anInterruptEndsAHookWithAllThatItStarted() throws Exception {
        Hooks hooks = hooks(
                "before_sync: 'trap \"\" INT TERM; (sh -c \"echo \\$\\$ > orphan; exec sleep 1000\" &); sleep 1000'");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread runner = new Thread(() -> ended.complete(catchThrowable(() -> run(hooks, Moment.BEFORE_SYNC))));
        runner.start();
        Awaitility.await().until(() -> Files.exists(directory.resolve("tree/orphan")));
        runner.interrupt();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        awaitEnd("orphan");
    }

    @Test
    void whatFailsAfterwardsIsAWarning() throws IOException {
        Hooks hooks = hooks("after_deploy: echo \"$DEPLOY_TO_DEV_OUTCOME\"; exit 3");
        assertThat(hooks.steps(new Pipeline())).containsExactly("after_deploy");
        hooks.afterwards(events, CLOCK);
        assertThat(output()).containsExactly("healthy");
        assertThat(events.of(Notice.class).map(Notice::message))
                .containsExactly("The hook after_deploy failed: It ended with exit code 3 on this machine;"
                        + " what was deployed runs all the same.");
        assertThat(events.of(StepFinished.class).map(StepFinished::outcome)).containsExactly(Outcome.FAILED);
    }

    @Test
    void aCtrlCWhileTheLastHookRunsEndsTheHookAndNothingElse() throws IOException {
        Hooks hooks = hooks("after_deploy: sleep 1000");
        Thread.currentThread().interrupt();
        hooks.afterwards(events, CLOCK);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(events.of(Notice.class).map(Notice::message))
                .containsExactly("The hook after_deploy was stopped; what was deployed runs all the same.");
    }

    @Test
    void aFailureIsToldToItsHookAlsoWhenACtrlCWasTheReason() throws IOException {
        Hooks hooks = hooks("on_failure: env | grep -e OUTCOME -e EXIT_CODE -e FAILURE | sort");
        Thread.currentThread().interrupt();
        hooks.afterFailure(
                new DeployFailure(FailureKind.INTERRUPTED, "The deploy was stopped.", "", ""), events, CLOCK);
        assertThat(output())
                .containsExactly(
                        "DEPLOY_TO_DEV_EXIT_CODE=130",
                        "DEPLOY_TO_DEV_FAILURE=The deploy was stopped.",
                        "DEPLOY_TO_DEV_OUTCOME=interrupted");
        assertThat(events.of(Notice.class)).isEmpty();
    }

    @Test
    void onTheHostNothingRunsWithoutTheLock() throws IOException {
        Hooks hooks = hooks("on_failure: {run: touch here, on: host}");
        hooks.afterFailure(new DeployFailure(FailureKind.LOCKED, "Locked.", "", ""), events, CLOCK);
        assertThat(events.of(Notice.class).map(Notice::message))
                .containsExactly("The hook on_failure failed: the lock on dev is not held.");
        assertThat(directory.resolve("tree/here")).doesNotExist();
    }

    @Test
    void withoutAHookTheNextStepNeedsWhatItNeededAnyway() throws IOException {
        Hooks hooks = hooks("before_sync: 'true'");
        Pipeline story = new Pipeline();
        Ref<String> first = story.add("first", scope -> StepResult.done("", ""));
        assertThat(hooks.before(Moment.BEFORE_BUILD, story, first)).containsExactly(first);
        assertThat(hooks.before(Moment.BEFORE_SYNC, story, first)).doesNotContain(first);
        assertThat(story.names()).containsExactly("first", "before_sync");
    }

    @Test
    void onTheHostAHookRunsInTheTreeAndBeforeThereIsOneAtHome() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("-odd 'tree"));
        Hook hook = new Hook(
                Moment.BEFORE_BUILD,
                List.of("sh", "-c", "pwd -P; echo \"$DEPLOY_TO_DEV_WHO\""),
                true,
                Duration.ofSeconds(9));
        LocalHost host = new LocalHost(directory);
        Map<String, String> told = new LinkedHashMap<>(Map.of("WHO", "--\n$(x) 'y"));
        assertThat(host.run(HookCommands.there(hook, told, Duration.ofSeconds(9), tree.toString()))
                        .text())
                .isEqualTo(tree.toRealPath() + "\n--\n$(x) 'y\n");
        assertThat(host.run(HookCommands.there(hook, told, Duration.ofSeconds(9), directory + "/none"))
                        .text())
                .startsWith(Path.of(System.getenv("HOME")).toRealPath() + "\n");
    }

    private void run(Hooks hooks, Moment moment) {
        Pipeline story = new Pipeline();
        assertThat(hooks.before(moment, story)).hasSize(1);
        story.run(events, CLOCK);
    }

    private List<String> output() {
        return events.of(StepOutput.class).map(StepOutput::line).toList();
    }

    private void awaitEnd(String file) throws IOException {
        long pid = Long.parseLong(
                Files.readString(directory.resolve("tree").resolve(file)).trim());
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Hooks hooks(String yaml) throws IOException {
        Files.createDirectories(directory.resolve("tree"));
        Path file = Files.writeString(directory.resolve("deploy.yml"), """
                project: shop
                source: {root: tree}
                hosts: {dev: {address: dev.example.internal}}
                hooks:
                  %s
                """.formatted(yaml));
        DeployConfig config = new ConfigLoader(Map.of(), directory).load(file);
        return new Hooks(config, config.hosts().get("dev"), "deploy", "ada@laptop");
    }
}
