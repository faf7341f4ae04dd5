package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.console.FailureText;
import io.deploytodev.deploy.BackupPipeline;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.schedule.HttpMessenger;
import io.deploytodev.schedule.NightlyRun;
import io.deploytodev.schedule.PipelineDeployer;
import io.deploytodev.schedule.RealTime;
import io.deploytodev.schedule.RunDelivery;
import io.deploytodev.schedule.RunFiles;
import io.deploytodev.schedule.ScheduledRun;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Puts together what a run of a schedule needs. */
final class NightlyRuns {

    private NightlyRuns() {}

    /**
     * For the schedules of a configuration.
     *
     * @param environment of this process
     * @param watching whoever looks on while it runs
     */
    static ScheduledRun of(DeployConfig config, Map<String, String> environment, Path home, EventSink watching) {
        Clock clock = Clock.systemUTC();
        NightlyRun.Time time = RealTime.of(clock);
        return new NightlyRun(
                new NightlyRun.Setting(config.project(), Caller.name(), config.file(), config.messages()),
                new PipelineDeployer(
                        config, backups(environment, home, clock), Caller.name(), environment, home, clock),
                RunFiles.of(environment, home, config.project()),
                new HttpMessenger(config.messages(), clock, time.pause()),
                new RunDelivery(config, new SshAccess(environment, home), clock),
                NightlyRuns::story,
                watching,
                time);
    }

    /** What runs, taken as the verb backup takes it. */
    private static PipelineDeployer.Backup backups(Map<String, String> environment, Path home, Clock clock) {
        return (request, events) -> {
            Whom whom = Whom.of(request.config(), request.host());
            ServicesRequest all =
                    new ServicesRequest(whom, request.config(), request.who(), List.of(), true, request.lockPatience());
            new BackupPipeline(
                            all,
                            new SshAccess(environment, home),
                            OnCallOptions.configs(whom, environment, home),
                            events,
                            clock)
                    .run();
        };
    }

    /** As --verbose shows it, without colours. */
    private static NightlyRun.Story story(Path log) {
        try {
            PrintStream out = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
            Console console = Consoles.open(Consoles.Kind.VERBOSE, out, Map.of("NO_COLOR", "1"));
            return new NightlyRun.Story() {
                @Override
                public void accept(DeployEvent event) {
                    console.accept(event);
                }

                @Override
                public void failed(DeployFailure failure) {
                    FailureText.lines(false, failure.what(), failure.why(), failure.evidence(), failure.next(), false)
                            .forEach(out::println);
                }

                @Override
                public void close() {
                    console.close();
                    out.close();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
