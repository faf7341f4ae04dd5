package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Inquiry;
import io.deploytodev.release.LockStatus;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code lock}: who is at work on the project. */
@Command(
        name = "lock",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says who is at work on the project on the host.",
            "With what, too, and since when.",
            "Exit code 0 when nobody is, 6 when somebody is. Takes no lock, and changes nothing."
        },
        footer = {"", "Examples:", "  deploy-to-dev lock", "  deploy-to-dev lock > /dev/null && echo free"})
final class LockCommand extends QuestionVerb {

    private int code;

    LockCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    List<String> answer(DeployConfig config, Whom whom, SshAccess access) {
        return new Inquiry(access, whom, Clock.systemUTC()).ask(connection -> {
            LockStatus status = connection.host().run(LockStatus.ask(connection.directory()));
            code = status.isHeld() ? FailureKind.LOCKED.exitCode() : 0;
            String now = connection.facts().time();
            return isJson()
                    ? List.of(LockText.json(status))
                    : LockText.lines(
                            status, config.project() + " on " + whom.host().name(), now);
        });
    }

    @Override
    int code() {
        return code;
    }
}
