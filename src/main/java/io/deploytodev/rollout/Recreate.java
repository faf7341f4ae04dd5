package io.deploytodev.rollout;

import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FullDisk;
import io.deploytodev.host.Login;
import io.deploytodev.host.OutputListener;
import io.deploytodev.readiness.Evidence;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.readiness.ReadinessWait;
import io.deploytodev.readiness.ServiceReadiness;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plain way: Compose replaces the container, and the new one is waited for. */
public final class Recreate {

    /** Enough to find what went wrong before the program said its last words. */
    private static final int LOG_LINES = 200;

    private static final Pattern PORT_TAKEN =
            Pattern.compile(":(\\d+)(?: failed: port is already allocated|: bind: address already in use)");

    private final CommandRunner host;
    private final Engine engine;
    private final ComposeProject project;
    private final FailureKind kind;
    private final Login login;

    /**
     * @param project read from a resolved model
     * @param login for commands that a failure names
     * @param kind what a service that does not come up counts as
     */
    public Recreate(CommandRunner host, Engine engine, ComposeProject project, Login login, FailureKind kind) {
        this.login = login;
        this.host = host;
        this.engine = engine;
        this.project = project;
        this.kind = kind;
    }

    /**
     * Fetches images, so that nothing is replaced before all are there.
     *
     * @param images service to image, of those that the host does not have yet
     * @throws DeployFailure that names the image, and why it cannot be had
     */
    public void pull(Map<String, String> images, Consumer<String> status) {
        if (images.isEmpty()) {
            return;
        }
        try {
            host.run(ComposeCommands.pull(project, new TreeSet<>(images.keySet())), told(status));
        } catch (CommandFailed e) {
            throw ImagePull.failure(kind, images, e);
        }
    }

    /**
     * Removes what a Compose that was killed left between an old container and its successor: with it there, the next
     * one fails over the name.
     *
     * @return whether there was anything
     */
    public boolean removeHalfMade(Consumer<String> status) {
        List<ComposeContainer> halfMade = HalfMade.among(engine.composeContainers(), project.name());
        if (!halfMade.isEmpty()) {
            status.accept("removing " + HalfMade.names(halfMade) + ", which Compose left half made");
            host.run(ContainerCommands.remove(
                    halfMade.stream().map(ComposeContainer::id).toList()));
        }
        return !halfMade.isEmpty();
    }

    /**
     * Creates, recreates or starts these services, as Compose finds it necessary, and no others.
     *
     * @param status hears what Compose does
     */
    public void up(Collection<String> services, Consumer<String> status) {
        if (services.isEmpty()) {
            return;
        }
        try {
            startAll(services, status);
        } catch (CommandFailed e) {
            throw failure("start", services, next(e), e);
        }
    }

    /** Compose names one container that does not start under its id any more, and gives up; the next may be another one. */
    private void startAll(Collection<String> services, Consumer<String> status) {
        for (int made = 0; ; made++) {
            try {
                host.run(ComposeCommands.up(project, services), told(status));
                return;
            } catch (CommandFailed e) {
                Set<String> stale = StaleTask.among(engine, e);
                if (made == services.size() || stale.isEmpty()) {
                    throw e;
                }
                makeAnew(stale, status);
            }
        }
    }

    private void makeAnew(Collection<String> stale, Consumer<String> status) {
        status.accept("making new containers for " + String.join(", ", stale) + ": the old ones do not start any more");
        host.run(ComposeCommands.upAnew(project, stale), told(status));
    }

    private DeployFailure failure(String doing, Collection<String> services, String next, CommandFailed e) {
        return new DeployFailure(
                kind,
                "Docker Compose could not " + doing + " " + String.join(", ", services) + ".",
                lastLine(e),
                next,
                e.lastLines(),
                e);
    }

    /** Starts services anew that see files which are not there any more. */
    public void restart(Collection<String> services, Consumer<String> status) {
        if (services.isEmpty()) {
            return;
        }
        try {
            restartAll(services, status);
        } catch (CommandFailed e) {
            throw failure("restart", services, next(e), e);
        }
    }

    /** A new container sees the new files too. */
    private void restartAll(Collection<String> services, Consumer<String> status) {
        try {
            host.run(ComposeCommands.restart(project, services), told(status));
        } catch (CommandFailed e) {
            if (StaleTask.among(engine, e).isEmpty()) {
                throw e;
            }
            makeAnew(services, status);
        }
    }

    /** Lets paused services go on, before anything else is asked of them. */
    public void unpause(Collection<String> services, Consumer<String> status) {
        if (!services.isEmpty()) {
            try {
                host.run(ComposeCommands.unpause(project, services), told(status));
            } catch (CommandFailed e) {
                throw failure(
                        "unpause", services, "Try it on the host: docker unpause CONTAINER; then deploy again.", e);
            }
        }
    }

    private static OutputListener told(Consumer<String> status) {
        return (stream, line) -> {
            if (isNews(line)) {
                status.accept(line.trim().replaceAll(" +", " "));
            }
        };
    }

    /** Its advice about orphans would remove what is not ours; that is another step's business. */
    private static boolean isNews(String line) {
        return !line.contains("Found orphan containers");
    }

    private static String next(CommandFailed e) {
        if (FullDisk.isBehind(e)) {
            return "The disk of the host is full. Make room there, and deploy again: deploy-to-dev prune takes what this"
                    + " project left; docker system df tells what else takes it.";
        }
        Matcher taken = PORT_TAKEN.matcher(lastLine(e));
        return taken.find()
                ? "Somebody took port " + taken.group(1) + " of the host meanwhile: docker ps --filter publish="
                        + taken.group(1) + " there, or sudo ss -ltnp 'sport = :" + taken.group(1) + "'"
                : "Mend what it names, in the compose files or on the dev host, and deploy again.";
    }

    /**
     * Waits until all of these answer.
     *
     * @throws DeployFailure with the evidence of the first that will not, or not in time
     */
    public void awaitReady(Collection<ServiceReadiness> services, ReadinessListener status) {
        try {
            requireReady(new ReadinessWait(status).await(services));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for services");
        }
    }

    /**
     * Takes the outcome of a wait, or of one look.
     *
     * @throws DeployFailure with the evidence of the service that is not ready
     */
    public void requireReady(ReadinessOutcome outcome) {
        if (outcome instanceof ReadinessOutcome.Failed failed) {
            throw failure(OwnLoopback.explain(failed, host, engine));
        }
    }

    /** The failure with its evidence; at its end stands how to see more. */
    private DeployFailure failure(ReadinessOutcome.Failed failed) {
        ContainerState container = failed.container();
        if (container == null) {
            return failed.toFailure(kind, Evidence.NONE);
        }
        DeployFailure failure =
                failed.with(engine.inspect(container.id()).orElse(container)).toFailure(kind, found(container));
        String more = login.running(List.of("docker", "logs", "--tail", "100", container.name()));
        return new DeployFailure(
                        kind, failure.what(), failure.why(), failure.next() + "\n" + more, failure.evidence(), null)
                .onceGone(failure.next());
    }

    private Evidence found(ContainerState container) {
        List<ContainerState> others = engine.containers(project.name()).stream()
                .filter(other -> !other.service().equals(container.service()))
                .toList();
        return new Evidence(engine.lastLogLines(container, LOG_LINES), engine.memoryLimit(container.id()), others);
    }

    private static String lastLine(CommandFailed e) {
        List<String> lines = e.lastLines();
        return lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1);
    }
}
