package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a ref is fetched from, as the user's own repository says it, which is only asked.
 *
 * @param name what the user calls the remote; its address without a password where it has no name
 * @param url may hold a password
 * @param settings all that git is configured with there
 * @param inside the place of the tree in the repository; empty for all of it
 */
record Origin(RefName ref, String name, String url, List<Setting> settings, Path inside) {

    private static final String USUAL = "origin";

    /** {@code https://...}, {@code user@host:path}; anything else is a path of this machine. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*::?//.*|[^/]+:.*");

    /**
     * Asks the repository around a directory.
     *
     * @param here the tree on this machine
     * @param configured a remote's name or an address; empty for the usual
     * @throws DeployFailure of kind CONFIG when there is no repository or no remote
     */
    static Origin of(Path here, Optional<String> configured, String ref) {
        CheckoutCommands git = CheckoutCommands.asking();
        LocalHost there = new LocalHost(here);
        List<Setting> settings = settings(git, there);
        List<String> remotes = Setting.remotes(settings);
        Optional<String> address = configured.filter(text -> !remotes.contains(text));
        if (address.filter(text -> !isAddress(text)).isPresent()) {
            throw noRemote(address.get(), remotes);
        }
        Optional<Path> top = top(git, there, here, address.isPresent());
        Path inside = top.map(path -> path.relativize(real(here))).orElse(Path.of(""));
        if (address.isPresent()) {
            String url = address.get();
            return new Origin(
                    RefName.parse(ref, List.of(USUAL)), RemoteUrl.shown(url), absolute(url, here), settings, inside);
        }
        RefName name = RefName.parse(ref, remotes);
        String remote = name.remote()
                .or(() -> configured)
                .orElseGet(() -> remotes.contains(USUAL) || remotes.size() != 1 ? USUAL : remotes.get(0));
        String url = Setting.url(settings, remote).orElseThrow(() -> noRemote(remote, remotes));
        return new Origin(name, remote, absolute(url, top.orElse(here)), settings, inside);
    }

    private static boolean isAddress(String text) {
        return text.indexOf('/') >= 0 || text.indexOf(':') > 0;
    }

    private static String absolute(String url, Path from) {
        return ADDRESS.matcher(url).matches()
                ? url
                : from.resolve(url).normalize().toString();
    }

    private static Path real(Path here) {
        try {
            return here.toRealPath();
        } catch (IOException e) {
            return here.toAbsolutePath().normalize();
        }
    }

    private static List<Setting> settings(CheckoutCommands git, LocalHost there) {
        try {
            return there.run(git.settings());
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "git cannot be asked where the ref comes from.",
                    e.exitCode() == CommandFailed.NOT_STARTED
                            ? "There is no git in the PATH, or the source directory is not there."
                            : String.join("\n", e.lastLines()),
                    "A ref is fetched by your own git: git config --list must work in the source directory.",
                    List.of(),
                    e);
        }
    }

    private static Optional<Path> top(CheckoutCommands git, LocalHost there, Path here, boolean canDoWithout) {
        try {
            return Optional.of(Path.of(there.run(git.top())));
        } catch (CommandFailed e) {
            if (canDoWithout) {
                return Optional.empty();
            }
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "There is no git repository to take the ref's remote from.",
                    "git says of " + here + ": " + String.join("\n", e.lastLines()),
                    "Deploy from a clone, or name the repository's address in deploy.yml: ref: {remote: ssh://...}",
                    List.of(),
                    e);
        }
    }

    private static DeployFailure noRemote(String remote, List<String> remotes) {
        return new DeployFailure(
                FailureKind.CONFIG,
                "The repository has no remote " + RemoteUrl.shown(remote) + ".",
                remotes.isEmpty() ? "It has none at all." : "Those that it has: " + String.join(", ", remotes) + ".",
                "Name one of them, or an address, in deploy.yml: ref: {remote: ...}. Or add it: git remote add " + USUAL
                        + " ADDRESS");
    }

    /** Never the address. */
    @Override
    public String toString() {
        return ref + " of " + name;
    }
}
