package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.sync.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param backup whether the project's data is taken first, if there is anything to deploy
 * @param checkout what is deployed in the place of the tree as it lies here
 * @param contents directory in which it is kept what the files of the tree held
 */
public record DeployRequest(
        DeployConfig config,
        DeployConfig.HostEntry host,
        String who,
        Selection selection,
        Build build,
        boolean sync,
        List<String> profiles,
        Duration lockPatience,
        boolean backup,
        Optional<CheckedOut> checkout,
        Optional<Path> contents) {

    public DeployRequest {
        profiles = List.copyOf(profiles);
    }

    /** The tree as it lies here. */
    public DeployRequest(
            DeployConfig config,
            DeployConfig.HostEntry host,
            String who,
            Selection selection,
            Build build,
            boolean sync,
            List<String> profiles,
            Duration lockPatience) {
        this(
                config,
                host,
                who,
                selection,
                build,
                sync,
                profiles,
                lockPatience,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** The same of a ref. */
    public DeployRequest of(CheckedOut tree) {
        return new DeployRequest(
                tree.config(),
                tree.host(),
                who,
                selection,
                build,
                sync,
                profiles,
                lockPatience,
                backup,
                Optional.of(tree),
                Optional.empty());
    }

    /** The same, which waits for so long for somebody else who is at work on the project. */
    public DeployRequest waiting(Duration patience) {
        return new DeployRequest(
                config, host, who, selection, build, sync, profiles, patience, backup, checkout, contents);
    }

    /** The same, with the project's data taken before anything is changed, if there is anything to deploy. */
    public DeployRequest withBackup() {
        return new DeployRequest(
                config, host, who, selection, build, sync, profiles, lockPatience, true, checkout, contents);
    }

    /** The same, which reads no file of the tree again that looks as it did, as is kept in a directory. */
    public DeployRequest remembering(Path directory) {
        return checkout.isPresent()
                ? this
                : new DeployRequest(
                        config,
                        host,
                        who,
                        selection,
                        build,
                        sync,
                        profiles,
                        lockPatience,
                        backup,
                        checkout,
                        Optional.of(directory));
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
        checkout.ifPresent(tree -> secretFiles.addAll(tree.secretFiles()));
        return new SourceTree(config.source().root(), config.source().ignore(), secretFiles, contents);
    }

    /** The {@code deploy.yml} that a release keeps. */
    String configText() {
        return checkout.map(CheckedOut::configText).orElseGet(this::fileOfToday);
    }

    private String fileOfToday() {
        try {
            return Files.readString(config.file());
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    config.file() + " cannot be read any more.",
                    String.valueOf(e.getMessage()),
                    "Put it back, and deploy again.",
                    List.of(),
                    e);
        }
    }

    /** The place in the tree at which services look for an environment file of this machine; empty for none. */
    Optional<String> placeInTree(Path file) {
        return checkout.map(CheckedOut::placeOfEnvironment)
                .orElseGet(() -> CheckedOut.place(file, config.source().root()));
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
