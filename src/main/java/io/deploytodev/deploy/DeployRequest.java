package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.sync.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to deploy, and where.
 *
 * @param host one of the configuration's
 * @param who user and machine, for the lock and the record
 * @param selection which services it is about
 * @param sync whether to bring the tree to the host; if not, what lies there is deployed
 * @param profiles Compose profiles beside those of the configuration
 * @param lockPatience for how long to wait for somebody else who is at work on the project
 */
public record DeployRequest(
        DeployConfig config,
        DeployConfig.HostEntry host,
        String who,
        Selection selection,
        Build build,
        boolean sync,
        List<String> profiles,
        Duration lockPatience) {

    public DeployRequest {
        profiles = List.copyOf(profiles);
    }

    /** The whole project, and no more work than its changes need. */
    public static DeployRequest everything(DeployConfig config, DeployConfig.HostEntry host, String who) {
        return new DeployRequest(
                config, host, who, Selection.EVERYTHING, Build.WHEN_CHANGED, true, List.of(), Duration.ZERO);
    }

    /** Whether nothing of what another deploy left on the host stays. */
    boolean replacesAll() {
        return selection.isEverything() && sync && build != Build.NEVER;
    }

    /** The tree on this machine, without what must not travel should it lie there. */
    SourceTree source() {
        List<Path> secretFiles = new ArrayList<>(host.identities());
        Stream.of(host.environment(), config.compose().environment())
                .flatMap(Optional::stream)
                .filter(Environment.OnWorkstation.class::isInstance)
                .forEach(here -> secretFiles.add(((Environment.OnWorkstation) here).file()));
        return new SourceTree(config.source().root(), config.source().ignore(), secretFiles);
    }

    /**
     * The project's own compose files on the host, with the profiles that are switched on.
     *
     * @param tree where the tree lies there
     */
    ComposeProject composeProject(String tree, Optional<String> envFile) {
        return new ComposeProject(
                config.project(),
                tree,
                config.compose().files().stream().map(file -> tree + "/" + file).toList(),
                envFile,
                Stream.concat(config.compose().profiles().stream(), profiles.stream())
                        .distinct()
                        .toList());
    }

    /** When to build images. */
    public enum Build {
        /** When the tree or the build section changed since an image was built of them. */
        WHEN_CHANGED,
        ALWAYS,
        /** Never: the image that the current release runs is used. */
        NEVER
    }
}
