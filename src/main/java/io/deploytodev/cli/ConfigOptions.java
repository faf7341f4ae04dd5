package io.deploytodev.cli;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.NearestName;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration and which of its hosts a verb is about. */
final class ConfigOptions {

    /** They say what the options of the same names would, so that a timer or a CI job needs no arguments. */
    static final String CONFIG_VARIABLE = "DEPLOY_TO_DEV_CONFIG";

    static final String HOST_VARIABLE = "DEPLOY_TO_DEV_HOST";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration (default: $" + CONFIG_VARIABLE + ", else config/deploy.yml, here or above).")
    private @Nullable Path config;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The dev host, one of those in the configuration (default: $" + HOST_VARIABLE
                    + ", else its default_host).")
    private @Nullable String host;

    DeployConfig load(Map<String, String> environment, Path home) {
        return load(config, environment, home);
    }

    /** For verbs that know their hosts without being told. */
    static DeployConfig load(@Nullable Path config, Map<String, String> environment, Path home) {
        return new ConfigLoader(environment, home).load(file(config, environment));
    }

    /** Reads the text that a release keeps as if it were the file of today. */
    Function<String, DeployConfig> reader(DeployConfig loaded, Map<String, String> environment, Path home) {
        return text -> new ConfigLoader(environment, home).load(loaded.file(), text);
    }

    private static Path file(@Nullable Path config, Map<String, String> environment) {
        if (config != null) {
            return config;
        }
        String named = environment.getOrDefault(CONFIG_VARIABLE, "");
        return named.isEmpty() ? ConfigLoader.nearest(Path.of("")) : Path.of(named);
    }

    /** @throws DeployFailure of kind USAGE when the configuration has no such host */
    HostEntry host(DeployConfig loaded, Map<String, String> environment) {
        String named = host == null ? environment.getOrDefault(HOST_VARIABLE, "") : host;
        String name = named.isEmpty() ? loaded.defaultHost() : named;
        HostEntry entry = loaded.hosts().get(name);
        if (entry == null) {
            throw noSuchHost(name, loaded, host == null);
        }
        return entry;
    }

    static DeployFailure noSuchHost(String name, DeployConfig loaded, boolean isFromEnvironment) {
        return new DeployFailure(
                FailureKind.USAGE,
                "There is no host " + name + " in " + loaded.file() + ".",
                "The hosts there are: "
                        + String.join(
                                ", ", loaded.hosts().keySet().stream().sorted().toList()) + ".",
                NearestName.of(name, loaded.hosts().keySet())
                                .map(near -> "Did you mean " + near + "? ")
                                .orElse("")
                        + "Choose one of them with --host" + (isFromEnvironment ? ", or in $" + HOST_VARIABLE : "")
                        + ".");
    }

    /** The way to a host; a passphrase is asked for where there is a terminal. */
    static SshAccess access(HostEntry host, Map<String, String> environment, Path home) {
        SshAccess access = new SshAccess(environment, home);
        TerminalPassphrases.whereThereIsOne().ifPresent(terminal -> access.askPassphrases(host, terminal));
        return access;
    }
}
