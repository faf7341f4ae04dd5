package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;

/** A verb that changes a dev host from wherever the user is, with a checkout or without. */
abstract class AfarVerb extends SteppedVerb {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    AfarVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    /**
     * What there is to work on.
     *
     * @param whom with the project's name, whoever said it
     * @param config the project's, without hooks where they are not at hand
     */
    record Subject(Whom whom, DeployConfig config, SshAccess access, Configs configs) {}

    /**
     * Asks what must be asked of the user before anything is begun.
     *
     * @throws DeployFailure when the user does not want it after all
     */
    void confirm(Subject subject) {}

    abstract void run(Subject subject, EventSink events);

    /** Of which project the host is changed; usually the one that is known. */
    DeployConfig about(DeployConfig config) {
        return config;
    }

    @Override
    final Consumer<EventSink> prepare(Map<String, String> environment, Path home) {
        Subject subject = subject(environment, home);
        confirm(subject);
        return events -> run(subject, events);
    }

    final Subject subject(Map<String, String> environment, Path home) {
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        Configs configs = OnCallOptions.configs(whom, environment, home);
        DeployConfig config = about(OnCallOptions.config(whom, access, configs));
        Whom known = new Whom(whom.host(), Optional.of(config.project()), whom.config());
        return new Subject(known, config, access, configs);
    }
}
