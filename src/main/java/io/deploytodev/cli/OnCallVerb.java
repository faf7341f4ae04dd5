package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.ops.OnCall;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/** A verb that looks at a project as it runs. */
abstract class OnCallVerb extends AnswerVerb {

    OnCallVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    /**
     * Looks, and prints what there is to see.
     *
     * @return the exit code that it means
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract int look(OnCall onCall, Whom whom, PrintStream out);

    @Override
    final int answer(Whom whom, SshAccess access, Configs configs, PrintStream out) {
        return look(new OnCall(access, whom, configs, Clock.systemUTC()), whom, out);
    }
}
