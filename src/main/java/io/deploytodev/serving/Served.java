package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.NearestName;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.release.KeptRelease;
import io.deploytodev.release.Release;
import io.deploytodev.secret.ProjectSecrets;
import io.deploytodev.secret.Secrets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A project as it runs on a dev host, and as it was deployed: its release, and the model and configuration that the
 * release keeps. Asks the host when one of these is first needed, and then for all of them. Used by one thread.
 */
public final class Served {

    private final Connection connection;
    private final Configs configs;
    private @Nullable KeptRelease kept;
    private @Nullable DeployConfig config;
    private @Nullable ComposeModel model;

    public Served(Connection connection, Configs configs) {
        this.connection = connection;
        this.configs = configs;
    }

    public Connection connection() {
        return connection;
    }

    public String project() {
        return connection.directory().project();
    }

    /** The release that runs; empty for a project that this tool did not deploy. */
    public Optional<Release> release() {
        return kept().release();
    }

    private KeptRelease kept() {
        if (kept == null) {
            kept = connection.releases().kept();
        }
        return kept;
    }

    /** What the release was deployed with, or the nearest to it that can be had. */
    public DeployConfig config() {
        if (config == null) {
            config = configs.of(project(), kept().config());
        }
        return config;
    }

    /**
     * The model of what runs: the release's, or one made of the containers when there is no release. Holds secrets.
     *
     * @throws DeployFailure of kind HOST when there is neither
     */
    public ComposeModel model() {
        if (model == null) {
            model = release()
                    .flatMap(current ->
                            kept().model().map(text -> ComposeModel.parse(text).withImages(current.images())))
                    .orElseGet(this::modelOfContainers);
        }
        return model;
    }

    private ComposeModel modelOfContainers() {
        List<String> ids = containers().stream().map(ContainerState::id).toList();
        if (ids.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "There is nothing of " + project() + " on "
                            + connection.host().name() + ".",
                    "It has no release there, and no container.",
                    "Deploy it: deploy-to-dev deploy");
        }
        return connection.host().run(ContainerCommands.inspect(ids)).model(project(), Map.of());
    }

    /** What must not be seen of it, as far as its model tells. */
    public Secrets secrets() {
        Secrets secrets = new Secrets();
        teach(secrets, "");
        return secrets;
    }

    /**
     * Teaches what must not be seen of it.
     *
     * @param variables the text of the file that Compose takes variables from
     */
    public void teach(Secrets secrets, String variables) {
        secrets.spare(model().services().keySet());
        ProjectSecrets.teach(
                secrets,
                model(),
                variables,
                connection.host(),
                connection.directory().source(),
                Optional.empty());
    }

    /** The same project, asked anew. */
    public Served again() {
        return new Served(connection, configs);
    }

    /** Its containers as they are now, ended ones too. */
    public List<ContainerState> containers() {
        return connection.engine().containers(project());
    }

    /** The services that come first: as the configuration says, or those that run well-known servers. */
    public Set<String> infrastructure() {
        return InfrastructureGuess.unlessNamed(config(), model());
    }

    /** How each of its services is asked whether it is ready. */
    public ServiceProbes probes() {
        return new ServiceProbes(connection, project(), model(), config().readiness());
    }

    /**
     * These services, or all when none is named.
     *
     * @throws DeployFailure of kind USAGE when there is none of such a name
     */
    public Set<String> services(Collection<String> named) {
        Set<String> all = new TreeSet<>(model().services().keySet());
        containers().stream().map(ContainerState::service).forEach(all::add);
        if (named.isEmpty()) {
            return all;
        }
        for (String name : named) {
            if (!all.contains(name)) {
                throw new DeployFailure(
                        FailureKind.USAGE,
                        "There is no service " + name + " in " + project() + ".",
                        "Those there are: " + String.join(", ", all) + ".",
                        NearestName.of(name, all)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Name one of those."));
            }
        }
        return new LinkedHashSet<>(named);
    }
}
