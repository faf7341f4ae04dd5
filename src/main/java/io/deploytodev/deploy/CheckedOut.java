package io.deploytodev.deploy;

import io.deploytodev.checkout.RefCheckout;
import io.deploytodev.checkout.RefWish;
import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.sync.SourceTree.GitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A ref that is deployed in the place of the tree as it lies here, and all that is told by it: its files, what describes the
 * project, its commit. The hosts and the environment are as this machine's configuration says.
 *
 * @param ref as the user names it
 * @param config with the tree of the checkout
 * @param host with the environment that deploys of refs take
 * @param configText what a release keeps as its {@code deploy.yml}
 * @param git of the commit, which nobody has changed
 * @param placeOfEnvironment where in the tree services look for the environment file; empty when they do not
 * @param secretFiles that would lie in the checkout where they lie here, should git track them
 */
public record CheckedOut(
        String ref,
        DeployConfig config,
        HostEntry host,
        String configText,
        GitState git,
        Optional<String> placeOfEnvironment,
        List<Path> secretFiles) {

    public CheckedOut {
        secretFiles = List.copyOf(secretFiles);
    }

    /**
     * How a ref is brought here.
     *
     * @param loader reads configurations for this user
     * @param environment of this process
     * @param cache where checkouts are kept
     */
    public record Ways(ConfigLoader loader, Map<String, String> environment, Path cache) {

        /** As the environment and the home directory of a user say, by the rules of freedesktop.org. */
        public static Ways of(Map<String, String> environment, Path home) {
            String named = environment.getOrDefault("XDG_CACHE_HOME", "");
            Path caches = named.startsWith("/") ? Path.of(named) : home.resolve(".cache");
            return new Ways(new ConfigLoader(environment, home), environment, caches.resolve("deploy-to-dev/refs"));
        }

        /** Where it is kept what the files of source trees held. */
        public Path contents() {
            return cache.resolveSibling("contents");
        }
    }

    /**
     * What a ref means for a configuration; quick, and without a network.
     *
     * @throws DeployFailure of kind CONFIG when nothing says where the environment comes from
     */
    public static RefWish wish(DeployConfig here, HostEntry host, String ref, Ways ways) {
        environment(here, host);
        return new RefWish(
                here.source().root(),
                here.ref().remote(),
                ref,
                ways.cache(),
                here.project(),
                ways.environment(),
                here.ref().timeout());
    }

    /**
     * The same, when it is checked out.
     *
     * @throws DeployFailure of kind CONFIG when its own configuration is wrong
     */
    public static CheckedOut of(DeployConfig here, HostEntry host, RefCheckout.Tree tree, Ways ways) {
        Optional<Path> theirs = theirs(here, tree);
        Optional<String> text = theirs.map(CheckedOut::read);
        DeployConfig config = ways.loader()
                .ofRef(
                        here,
                        tree.root(),
                        text,
                        theirs.map(file -> tree.top().relativize(file)).orElse(here.file()) + " of " + tree.ref());
        return new CheckedOut(
                tree.ref(),
                config,
                host.taking(environment(here, host)),
                text.orElseGet(() -> read(here.file())),
                new GitState(tree.commit(), tree.branch(), false),
                placeOfEnvironment(here, host),
                secretFiles(here, host, tree.root()));
    }

    /** The same without commands of the project's own. */
    public CheckedOut withoutHooks() {
        return new CheckedOut(ref, config.withoutHooks(), host, configText, git, placeOfEnvironment, secretFiles);
    }

    /** The configuration at the same place of the commit. */
    private static Optional<Path> theirs(DeployConfig here, RefCheckout.Tree tree) {
        Path place = here.source().root().relativize(here.file());
        Path there = tree.root().resolve(place).normalize();
        return there.startsWith(tree.top()) && Files.isRegularFile(there) ? Optional.of(there) : Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    file + " cannot be read.",
                    String.valueOf(e.getMessage()),
                    "It must be text in UTF-8.",
                    List.of(),
                    e);
        }
    }

    /**
     * Where the variables of a deploy of a ref come from. A file of this machine belongs to the tree as it lies here, so
     * that it is also right for another commit must be said.
     */
    private static Optional<Environment> environment(DeployConfig here, HostEntry host) {
        Optional<Environment> always =
                host.environment().or(() -> here.compose().environment());
        if (here.ref().environment().isPresent()) {
            return here.ref().environment();
        }
        if (here.ref().takesSame() || !(always.orElse(null) instanceof Environment.OnWorkstation file)) {
            return always;
        }
        throw new DeployFailure(
                FailureKind.CONFIG,
                "Nothing says where the environment of a ref comes from.",
                "The env_file " + file.file() + " lies beside a working tree, which --ref leaves alone.",
                "Say it in " + here.file() + ": \"ref: {env_file: same}\" takes that file as every deploy does; or name"
                        + " another one there, or one of the host with \"ref: {host_env_file: ...}\".");
    }

    /** Where services find the file of every deploy, they find the one that a ref takes instead of it. */
    private static Optional<String> placeOfEnvironment(DeployConfig here, HostEntry host) {
        return Stream.of(
                        host.environment().or(() -> here.compose().environment()),
                        here.ref().environment())
                .flatMap(Optional::stream)
                .filter(Environment.OnWorkstation.class::isInstance)
                .flatMap(each -> place(
                        ((Environment.OnWorkstation) each).file(), here.source().root())
                        .stream())
                .findFirst();
    }

    private static List<Path> secretFiles(DeployConfig here, HostEntry host, Path root) {
        List<Path> files = new ArrayList<>();
        Path from = here.source().root();
        Stream.concat(
                        host.identities().stream(),
                        Stream.of(
                                        host.environment(),
                                        here.compose().environment(),
                                        here.ref().environment())
                                .flatMap(Optional::stream)
                                .filter(Environment.OnWorkstation.class::isInstance)
                                .map(each -> ((Environment.OnWorkstation) each).file()))
                .filter(file -> file.startsWith(from))
                .forEach(file -> files.add(root.resolve(from.relativize(file))));
        return files;
    }

    /** Only where no sync will ever look. */
    static Optional<String> place(Path file, Path root) {
        return file.startsWith(root) && file.getFileName().toString().startsWith(".env")
                ? Optional.of(root.relativize(file).toString().replace('\\', '/'))
                : Optional.empty();
    }
}
