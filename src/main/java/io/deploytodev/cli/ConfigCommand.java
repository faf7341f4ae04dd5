package io.deploytodev.cli;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.UnnamedDotEnv;
import io.deploytodev.deploy.WorkstationFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config}: checks the configuration without a host, or prints its schema or an example. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks the configuration, and says in short what it means.",
            "Reads it as every verb does, with what the environment sets over it; connects to nothing."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev config",
            "  deploy-to-dev config --schema > config/deploy.schema.json"
        })
final class ConfigCommand implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--schema", description = "Print the JSON Schema of deploy.yml, for an editor, and check nothing.")
    private boolean schema;

    @Option(
            names = "--example",
            description =
                    "Print an example of deploy.yml, with each key, its meaning and its default, and check nothing.")
    private boolean example;

    @Option(names = OutputOptions.JSON, description = "What it means, as JSON (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;

    ConfigCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (schema) {
            out.print(ConfigLoader.schema());
        } else if (example) {
            out.print(ConfigLoader.example());
        } else {
            DeployConfig config = options.load(environment, Path.of(System.getProperty("user.home")));
            HostEntry host = options.host(config, environment);
            new WorkstationFiles(config, host).check(true);
            Optional<String> hint = UnnamedDotEnv.hint(config, host);
            if (json) {
                out.println(ConfigSummary.json(config, host, hint));
            } else {
                ConfigSummary.summary(config, host).forEach(out::println);
                hint.ifPresent(note -> out.println("note     " + note));
            }
        }
        out.flush();
        return 0;
    }

    @Override
    public boolean isDebug() {
        return debug;
    }

    @Override
    public boolean isJson() {
        return json;
    }
}
