package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Intent;
import io.deploytodev.release.IntentStore;
import io.deploytodev.release.Release;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.HealthCheck;
import io.deploytodev.serving.ReleaseConfig;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in mind what a run has changed, and undoes it by returning to the release before, as a whole. The host is told
 * before each change, so that another client can do it if this one dies.
 */
final class WayBack {

    private static final String GOING_BACK = "going back";

    private final ReleaseConfig configs;
    private final Supplier<String> address;
    private final Secrets secrets;
    private final List<String> touched = new CopyOnWriteArrayList<>();
    private volatile Optional<Instant> otherTreeSince = Optional.empty();
    private volatile boolean failed;
    private volatile Optional<String> keptLogs = Optional.empty();
    private @Nullable IntentStore store;
    private @Nullable Intent intent;
    private volatile Optional<String> restored = Optional.empty();
    private volatile Optional<String> notRestored = Optional.empty();
    private volatile Optional<DeployFailure> lostLock = Optional.empty();

    /**
     * Nothing is changed yet.
     *
     * @param address of the dev host
     * @param secrets learns those of the release before, which messages may quote
     */
    WayBack(ReleaseConfig configs, Supplier<String> address, Secrets secrets) {
        this.secrets = secrets;
        this.configs = configs;
        this.address = address;
    }

    /** From now on the host is told what is changed, before the first change and each further one. */
    synchronized void begins(IntentStore intents, Intent nothingYet) {
        store = intents;
        intent = nothingYet;
    }

    /** What a client that died has changed is undone with what this run changes, or replaced by it. */
    void takesOver(Intent left) {
        touched.addAll(left.services());
        left.otherTreeSince()
                .filter(since -> otherTreeSince.isEmpty() || since.isBefore(otherTreeSince.get()))
                .ifPresent(since -> otherTreeSince = Optional.of(since));
    }

    /** To be told before containers of these services are changed. */
    void touches(String step, List<String> services) {
        touched.addAll(services);
        if (!services.isEmpty()) {
            reaches(step);
        }
    }

    /** To be told before the source tree is changed. */
    synchronized void touchesTree(String step) {
        if (otherTreeSince.isEmpty()) {
            otherTreeSince = Optional.of(intent == null ? Instant.EPOCH : intent.began());
        }
        reaches(step);
    }

    /** To be told before anything else is changed. */
    synchronized void reaches(String step) {
        next(step).ifPresent(next -> {
            Objects.requireNonNull(store).write(next);
            intent = next;
        });
    }

    /** The same as {@link #touchesTree}, where one command makes the change: both cost the price of one. */
    synchronized <R> Command<R> touchingTree(String step, Command<R> change) {
        if (otherTreeSince.isEmpty()) {
            otherTreeSince = Optional.of(intent == null ? Instant.EPOCH : intent.began());
        }
        Optional<Intent> next = next(step);
        next.ifPresent(begun -> intent = begun);
        return next.map(begun -> Objects.requireNonNull(store).writtenThen(begun, change))
                .orElse(change);
    }

    private Optional<Intent> next(String step) {
        return store == null || intent == null || intent.isAt(step, otherTreeSince, touched())
                ? Optional.empty()
                : Optional.of(intent.at(step, otherTreeSince, touched()));
    }

    /** Since when the tree is not that of the release which ran; empty when it is. */
    Optional<Instant> otherTreeSince() {
        return otherTreeSince;
    }

    /** A disk that is full must not keep a host from going back, and what was begun before is written down already. */
    private void touchesBack(List<String> services) {
        try {
            touches(GOING_BACK, services);
        } catch (DeployFailure e) {
            if (e.kind() == FailureKind.LOCKED) {
                throw e;
            }
        }
    }

    /** Nobody fails to go back for want of a copy of a log. */
    private void keepLogs(Connection c, String project) {
        String failing = intent == null ? "" : intent.release();
        try {
            if (!failing.isEmpty() && LastLogs.keep(c, project, failing, touched(), secrets)) {
                keptLogs = Optional.of(failing);
            }
        } catch (RuntimeException e) {
            keptLogs = Optional.empty();
        }
    }

    /** The release with whose record the last log lines of what failed are kept. */
    Optional<String> keptLogs() {
        return keptLogs;
    }

    /** Whether a run that failed has left the host as it should be, so that nobody need mend it. */
    boolean isSettled() {
        return !failed;
    }

    /** The services whose containers were changed. */
    List<String> touched() {
        return touched.stream().distinct().toList();
    }

    /** The release that serves again; empty when there was nothing to go back to, or no service was touched. */
    Optional<String> restored() {
        return restored;
    }

    /** Why going back did not work; empty when it did, or was not tried. */
    Optional<String> notRestored() {
        return notRestored;
    }

    /** Set when nothing was put back because somebody else may be at work by now. */
    Optional<DeployFailure> lostLock() {
        return lostLock;
    }

    /** Goes back; the pipeline lets no interrupt stop it. */
    void goBack(Connection c, Optional<Release> previous, StepScope scope) {
        if (previous.isEmpty() || failed || (touched.isEmpty() && otherTreeSince.isEmpty())) {
            return;
        }
        String id = previous.get().id();
        try {
            Optional<ReturnToRelease> way = ReturnToRelease.to(previous.get(), c, configs);
            if (way.isEmpty()) {
                if (!touched.isEmpty()) {
                    scope.notice("The release " + id + " is not kept any more, so " + touched() + " stay as they are.");
                }
                return;
            }
            OnceBack once = new OnceBack(c, way.get().config().timeouts().connection(), scope);
            if (touched.isEmpty() && filesSuffice(way.get(), once)) {
                return;
            }
            keepLogs(c, previous.get().project());
            way.get().teach(secrets);
            scope.notice("Going back to release " + id + ". Data is not reverted.");
            once.run(() -> {
                way.get().restoreFiles();
                way.get().converge(Optional.empty(), otherTreeSince, this::touchesBack, scope);
                verify(way.get(), address.get(), scope);
            });
            restored = Optional.of(id);
        } catch (RuntimeException e) {
            failed = true;
            if (e instanceof DeployFailure failure && failure.kind() == FailureKind.LOCKED) {
                lostLock = Optional.of(failure);
                return;
            }
            if (!touched.isEmpty()) {
                notRestored = Optional.of(String.valueOf(e.getMessage()));
            }
            if (!(e instanceof HostUnreachable)) {
                throw e;
            }
        }
    }

    /** Brings back the files, of which containers know nothing, unless the host was restarted meanwhile. */
    private boolean filesSuffice(ReturnToRelease way, OnceBack once) {
        once.run(way::restoreFiles);
        AtomicBoolean behind = new AtomicBoolean();
        once.run(() -> behind.set(otherTreeSince.filter(way::isBehind).isPresent()));
        return !behind.get();
    }

    /**
     * Undoes what a client left that died, before a run that would not replace all of it.
     *
     * @throws DeployFailure when that does not work
     */
    void undo(Intent left, Connection c, Release to, StepScope scope) {
        takesOver(left);
        Optional<ReturnToRelease> way = ReturnToRelease.to(to, c, configs);
        if (way.isEmpty()) {
            scope.notice("The release " + to.id() + " is not kept any more, so what was begun stays as it is.");
            return;
        }
        scope.notice("First all goes back to release " + to.id() + ". Data is not reverted.");
        try {
            way.get().teach(secrets);
            way.get().restoreFiles();
            if (!left.services().isEmpty()
                    || otherTreeSince.filter(way.get()::isBehind).isPresent()) {
                way.get().converge(Optional.empty(), otherTreeSince, touched::addAll, scope);
            }
            touched.clear();
            otherTreeSince = Optional.empty();
        } catch (DeployFailure | CommandFailed e) {
            failed = true;
            if (e instanceof DeployFailure lost && lost.kind() == FailureKind.LOCKED) {
                throw e;
            }
            notRestored = Optional.of(String.valueOf(e.getMessage()));
            throw new DeployFailure(
                    FailureKind.ROLLOUT,
                    left.cutOff() + ", and what it left could not be undone.",
                    String.valueOf(e.getMessage()),
                    "Deploy everything: deploy-to-dev deploy. Or return to a release: deploy-to-dev rollback ID",
                    e instanceof DeployFailure failure ? failure.evidence() : List.of(),
                    e);
        }
    }

    /** Asks the health address of a release; answers with it, or with nothing when the release asks none. */
    static Optional<URI> verify(ReturnToRelease way, String address, StepScope scope) {
        DeployConfig config = way.config();
        return config.health().map(health -> {
            URI url = HealthAddress.of(health, way.model(), way.infrastructure(), address);
            HealthCheck.ask(health, url, config.timeouts().health(), scope);
            return url;
        });
    }
}
