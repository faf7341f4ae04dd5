package io.deploytodev.cli;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.HostAddress;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.OnCall;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which project a verb of on-call is about: that of the configuration here, or one on a host that the user names. */
final class OnCallOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: $" + ConfigOptions.CONFIG_VARIABLE
                    + ", else config/deploy.yml, here or above; where there is none, --host is enough).")
    private @Nullable Path config;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "One of the hosts in the configuration (default: $" + ConfigOptions.HOST_VARIABLE
                    + ", else its default_host); without one, [user@]address[:port] or a Host of ~/.ssh/config.")
    private @Nullable String host;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "The project (default: the configuration's; without one, the only one on the host).")
    private @Nullable String project;

    /**
     * The configuration here, for what is not about a host.
     *
     * @throws DeployFailure when there is none, or a host or a project is named all the same
     */
    DeployConfig here(Map<String, String> environment, Path home) {
        if (host != null || project != null) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    (host == null ? "--project" : "--host") + " has nothing to choose here.",
                    "Each schedule says itself where it deploys to.",
                    "Leave it out.");
        }
        return ConfigOptions.load(config, environment, home);
    }

    /**
     * Puts together what is known on this machine.
     *
     * @throws DeployFailure when that is too little
     */
    Whom whom(Map<String, String> environment, Path home) {
        Optional<DeployConfig> here = file(environment).map(file -> new ConfigLoader(environment, home).load(file));
        Optional<String> named = Optional.ofNullable(host)
                .or(() -> Optional.ofNullable(environment.get(ConfigOptions.HOST_VARIABLE)))
                .filter(name -> !name.isEmpty());
        Optional<String> wanted = Optional.ofNullable(project);
        if (here.isEmpty()) {
            return new Whom(HostAddress.parse(named.orElseThrow(OnCallOptions::nowhere)), wanted, Optional.empty());
        }
        DeployConfig found = here.get();
        HostEntry known = found.hosts().get(named.orElse(found.defaultHost()));
        if (known == null) {
            if (wanted.isEmpty()) {
                throw ConfigOptions.noSuchHost(named.orElse(""), found, host == null);
            }
            return new Whom(HostAddress.parse(named.orElse("")), wanted, Optional.empty());
        }
        boolean isOurs = wanted.filter(name -> !name.equals(found.project())).isEmpty();
        return isOurs ? Whom.of(found, known) : new Whom(known, wanted, Optional.empty());
    }

    /** A release's own configuration comes first: that is what runs. */
    static Configs configs(Whom whom, Map<String, String> environment, Path home) {
        ConfigLoader loader = new ConfigLoader(environment, home);
        return (name, kept) -> {
            try {
                return whom.config()
                        .map(here -> kept.map(text -> loader.kept(here.file(), name, text))
                                .orElse(here))
                        .orElseGet(() -> loader.kept(name, kept));
            } catch (DeployFailure e) {
                // Such as a variable that this machine does not set.
                return whom.config().orElseGet(() -> loader.kept(name, Optional.empty()));
            }
        };
    }

    /** The configuration at hand; else that which the project keeps on the host, which is asked for it. */
    static DeployConfig config(Whom whom, SshAccess access, Configs configs) {
        return whom.config().orElseGet(() -> new OnCall(access, whom, configs, Clock.systemUTC())
                .ask(Served::config)
                .withoutHooks());
    }

    private Optional<Path> file(Map<String, String> environment) {
        return Optional.ofNullable(config)
                .or(() -> Optional.ofNullable(environment.get(ConfigOptions.CONFIG_VARIABLE))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of))
                .or(() -> ConfigLoader.find(Path.of("")));
    }

    private static DeployFailure nowhere() {
        return new DeployFailure(
                FailureKind.USAGE,
                "It is not known which server is meant.",
                "There is no config/deploy.yml here or in a directory above, and no --host.",
                "Name the server: --host ADDRESS, and with several projects there --project NAME.");
    }
}
