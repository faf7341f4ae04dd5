package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file on the host that Compose takes variables from.
 *
 * @param path where it lies on the host; empty for Compose's own default
 * @param pushed its content, when it comes from the workstation
 * @param alias where services find it by {@code env_file}, when it lies in the project on the workstation too
 * @param sharing who may read it there
 * @param content reads it, for telling which names it sets; holds secrets
 */
record EnvironmentFile(
        Optional<String> path,
        Optional<String> pushed,
        Optional<String> alias,
        Sharing sharing,
        Supplier<String> content,
        String description) {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_]\\w*)\\s*=\\s*(\\S.*)?$");

    /** The file that the configuration names for this host, or else for all hosts. */
    static EnvironmentFile of(DeployRequest request, Connection connection) {
        Optional<Environment> configured =
                request.host().environment().or(() -> request.config().compose().environment());
        if (configured.isEmpty()) {
            String path = connection.directory().source() + "/.env";
            return new EnvironmentFile(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    connection.directory().sharing(),
                    () -> connection.host().run(FileCommands.read(path)).orElse(""),
                    path + " on the host");
        }
        if (configured.get() instanceof Environment.OnWorkstation here) {
            String text = read(here.file());
            return new EnvironmentFile(
                    Optional.of(connection.directory().environment()),
                    Optional.of(text),
                    alias(here.file(), request, connection),
                    connection.directory().sharing(),
                    () -> text,
                    here.file().toString());
        }
        return onHost(((Environment.OnHost) configured.get()).file(), connection);
    }

    /** In place of one that is not there. */
    static EnvironmentFile none(Connection connection) {
        return new EnvironmentFile(
                Optional.empty(),
                Optional.of(""),
                Optional.empty(),
                connection.directory().sharing(),
                () -> "",
                "the environment file");
    }

    /** For a Compose of this machine; empty when it stays on the host. */
    static Optional<EnvironmentFile> here(DeployRequest request) {
        Optional<Environment> configured =
                request.host().environment().or(() -> request.config().compose().environment());
        if (configured.filter(Environment.OnHost.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        Path file = configured
                .map(each -> ((Environment.OnWorkstation) each).file())
                .orElseGet(() -> request.config().source().root().resolve(".env"));
        Optional<String> path = Files.isReadable(file) ? Optional.of(file.toString()) : Optional.empty();
        return Optional.of(new EnvironmentFile(
                path,
                Optional.empty(),
                Optional.empty(),
                Sharing.OWNER,
                () -> path.map(each -> read(file)).orElse(""),
                file.toString()));
    }

    private static EnvironmentFile onHost(String file, Connection connection) {
        String path = file.startsWith("/") ? file : connection.facts().home() + "/" + file.replaceFirst("^~/", "");
        String text = connection
                .host()
                .run(FileCommands.read(path))
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.CONFIG,
                        "There is no environment file " + path + " on "
                                + connection.host().name() + ".",
                        "host_env_file names it, and the services need its variables.",
                        "Create it there, readable by " + connection.facts().user() + " alone: chmod 600 " + path));
        return new EnvironmentFile(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Sharing.OWNER,
                () -> text,
                path + " on the host");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The environment file " + file + " cannot be read.",
                    Files.exists(file) ? String.valueOf(e.getMessage()) : "It does not exist; env_file names it.",
                    "Create it, for example from the project's .env.example, and chmod 600 it.",
                    List.of(),
                    e);
        }
    }

    /** What puts the file where it should be, unless it is the host's own, and then runs a command. */
    <R> Command<R> placedThen(Command<R> then) {
        if (path.isEmpty() || pushed.isEmpty()) {
            return then;
        }
        String file = path.get();
        return FileCommands.writeThen(
                file,
                pushed.get(),
                sharing,
                alias.map(link -> FileCommands.linkThen(file, link, then)).orElse(then));
    }

    /**
     * A link, so that the secrets themselves stay out of the tree, where an image build could copy them. Only where no
     * sync will ever look.
     */
    private static Optional<String> alias(Path file, DeployRequest request, Connection connection) {
        return request.placeInTree(file).map(place -> connection.directory().source() + "/" + place);
    }

    /** Those of these variables that the file does not set, or sets to nothing. */
    List<String> without(Collection<String> variables) {
        Matcher assignments = ASSIGNMENT.matcher(content.get());
        List<String> missing = new java.util.ArrayList<>(variables);
        while (assignments.find()) {
            if (assignments.group(2) != null) {
                missing.remove(assignments.group(1));
            }
        }
        return missing;
    }

    /** What the file says of a variable, as it stands there; empty when it says nothing. */
    String raw(String variable) {
        Matcher assignments = ASSIGNMENT.matcher(content.get());
        String value = "";
        while (assignments.find()) {
            if (assignments.group(1).equals(variable) && assignments.group(2) != null) {
                value = assignments.group(2);
            }
        }
        return value;
    }

    /** The same with these lines more. */
    EnvironmentFile with(String lines) {
        String text = content.get() + "\n" + lines;
        return new EnvironmentFile(path, Optional.of(text), alias, sharing, () -> text, description);
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "environment of " + description;
    }
}
