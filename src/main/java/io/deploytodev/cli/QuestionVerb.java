package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verb that prints its answer when it has all of it. */
abstract class QuestionVerb extends AnswerVerb {

    QuestionVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    /**
     * Asks, and puts the answer into lines.
     *
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract List<String> answer(DeployConfig config, Whom whom, SshAccess access);

    @Override
    final int answer(Whom whom, SshAccess access, Configs configs, PrintStream out) {
        DeployConfig config = OnCallOptions.config(whom, access, configs);
        answer(config, new Whom(whom.host(), Optional.of(config.project()), whom.config()), access)
                .forEach(out::println);
        return code();
    }

    /** The exit code that the answer means. */
    int code() {
        return 0;
    }
}
