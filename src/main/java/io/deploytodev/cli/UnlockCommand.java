package io.deploytodev.cli;

import io.deploytodev.event.EventSink;
import io.deploytodev.ops.Unlock;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unlock}: ends somebody else's deploy that hangs. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Ends somebody's deploy that hangs.",
            "With --force, ends whoever is at work on the project on the host: their deploy changes nothing more,",
            "and what it left at work there is ended. What it left half done, the next deploy or rollback mends.",
            "Seldom needed: the lock is free by itself within 20 s of its holder's death."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev lock                     look first who that is",
            "  deploy-to-dev unlock --force"
        })
final class UnlockCommand extends AfarVerb {

    @Option(names = "--force", description = "Do it; without this, it is only told who would be ended.")
    private boolean force;

    UnlockCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void run(Subject subject, EventSink events) {
        new Unlock(subject.access(), subject.whom(), subject.config(), Caller.name(), force, events, Clock.systemUTC())
                .run();
    }
}
