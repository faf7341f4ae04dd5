package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service whose {@code env_file} is not on the host: the first thing that meets whoever keeps one out of git. */
final class MissingEnvFile {

    private static final Pattern COMPLAINT =
            Pattern.compile("[Ee]nv file (/.+?) not found|open (/\\S*\\.env\\S*): no such");

    private MissingEnvFile() {}

    /**
     * The failure in words of this tool; empty when Compose complains of something else.
     *
     * @param source the tree on the host
     */
    static Optional<DeployFailure> in(CommandFailed e, DeployConfig config, String source) {
        Optional<String> place = place(e);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        String there = place.get();
        String name = there.replaceFirst("^" + Pattern.quote(source) + "/", "");
        String putIt = "put it on the host yourself as " + there + " (chmod 600); a sync leaves it alone.";
        Path here = config.source().root().resolve(name);
        boolean canBePushed = here.getFileName().toString().startsWith(".env");
        return Optional.of(new DeployFailure(
                FailureKind.CONFIG,
                "A service takes its environment from " + name + ", which the host does not have.",
                canBePushed
                        ? "Files .env* hold secrets, so they do not travel with the tree."
                        : "It is not in the tree that was synced; git may ignore it.",
                canBePushed ? nameIt(config, here).replaceFirst("\\.$", "; or ") + putIt : "Let it travel, or " + putIt,
                List.of(),
                e));
    }

    /** The file that Compose does not find; empty when it complains of something else. */
    static Optional<String> place(CommandFailed e) {
        Matcher matcher = COMPLAINT.matcher(e.stderr());
        return matcher.find()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }

    /** How a file of this machine becomes the environment of the services. */
    static String nameIt(DeployConfig config, Path file) {
        Path configured = Optional.ofNullable(config.file().getParent())
                .map(directory -> directory.relativize(file))
                .orElse(file);
        // From the checkout of a ref the way to a file of this machine is none that anybody would write.
        String named = configured.startsWith("../..") && Files.notExists(file) ? "..." : configured.toString();
        return "Name it in " + config.file() + ", \"compose: {env_file: " + named
                + "}\", and the host gets a copy that nobody else can read.";
    }
}
