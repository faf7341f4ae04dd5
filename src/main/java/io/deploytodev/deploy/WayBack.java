package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Release;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Keeps in mind what a run has changed, and undoes it by returning to the release before, as a whole. */
final class WayBack {

    private final ReleaseConfig configs;
    private final Supplier<String> address;
    private final Secrets secrets;
    private final List<String> touched = new CopyOnWriteArrayList<>();
    private volatile boolean tree;
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

    /** To be told before containers of these services are changed. */
    void touches(List<String> services) {
        touched.addAll(services);
    }

    /** To be told before the source tree is changed. */
    void touchesTree() {
        tree = true;
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
        if (previous.isEmpty() || (touched.isEmpty() && !tree)) {
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
            if (touched.isEmpty()) {
                way.get().restoreFiles();
                return;
            }
            way.get().teach(secrets);
            scope.notice("Going back to release " + id
                    + "; this goes on even when it is interrupted. Data is not reverted.");
            way.get().restoreFiles();
            way.get().converge(Optional.empty(), this::touches, scope);
            verify(way.get(), address.get(), scope);
            restored = Optional.of(id);
        } catch (RuntimeException e) {
            if (e instanceof DeployFailure failure && failure.kind() == FailureKind.LOCKED) {
                lostLock = Optional.of(failure);
                return;
            }
            if (!touched.isEmpty()) {
                notRestored = Optional.of(String.valueOf(e.getMessage()));
            }
            if (!(e instanceof HostUnreachable)) {
                if (!(e instanceof HostUnreachable)) {
                    throw e;
                }
            }
        }
    }

    /** Asks the health address of a release; answers with it, or with nothing when the release asks none. */
    static Optional<URI> verify(ReturnToRelease way, String address, StepScope scope) {
        DeployConfig config = way.config();
        return config.health().map(health -> {
            URI url = HealthAddress.of(health, way.model(), way.infrastructure(), address);
            VerifyHealth.ask(health, url, config.timeouts().health(), scope);
            return url;
        });
    }
}
