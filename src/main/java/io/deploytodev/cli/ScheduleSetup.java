package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import io.deploytodev.schedule.Installation;
import io.deploytodev.schedule.Launcher;
import io.deploytodev.schedule.Program;
import io.deploytodev.schedule.StateFolder;
import io.deploytodev.schedule.Unattended;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code schedule install}, {@code check} and {@code remove}: what has the machine's timer run what is due. */
final class ScheduleSetup {

    /** Set by the launcher that {@code scripts/install} puts in place, which stays where it is over upgrades. */
    private static final String LAUNCHER = "deploytodev.launcher";

    private static final Duration FOR_A_CHECK = Duration.ofMinutes(3);

    private final DeployConfig config;
    private final Map<String, String> environment;
    private final Path home;
    private final PrintStream out;
    private final boolean json;

    ScheduleSetup(DeployConfig config, Map<String, String> environment, Path home, PrintStream out, boolean json) {
        this.config = config;
        this.environment = environment;
        this.home = home;
        this.out = out;
        this.json = json;
    }

    Optional<String> installed() {
        return installation().installed();
    }

    int check() {
        refuseNone();
        Unattended.Report report = new Unattended(
                        config,
                        () -> new SshAccess(withoutAgent(), home),
                        new LocalHost(config.source().root()))
                .check();
        if (json) {
            out.println(ScheduleText.checked(report));
        } else {
            report.well().forEach(each -> out.println("well  " + each));
        }
        out.flush();
        if (report.failures().size() == 1) {
            throw report.failures().get(0);
        }
        if (!report.failures().isEmpty()) {
            throw new DeployFailure(
                    report.failures().get(0).kind(),
                    report.failures().size() + " things keep the schedules from running unattended.",
                    lines(report.failures().stream().flatMap(each -> Stream.of(each.what(), "  " + each.why()))),
                    lines(report.failures().stream().map(DeployFailure::next)));
        }
        return 0;
    }

    int install(Optional<String> with, boolean checked) {
        refuseNone();
        Installation installation = installation();
        Path launcher = installation.writeLauncher();
        if (checked) {
            tryInABareEnvironment(launcher);
        }
        Installation.Installed installed = installation.install(with);
        if (json) {
            out.println(ScheduleText.installed(launcher, installed));
            return 0;
        }
        out.println("It starts   " + launcher);
        installed.removed().forEach(where -> out.println("Removed     " + where));
        installed.written().forEach((where, text) -> {
            out.println((installed.isNew() ? "Wrote       " : "As before   ") + where);
            text.lines().forEach(line -> out.println("    " + line));
        });
        installed.troubles().forEach(trouble -> out.println("note: " + trouble));
        notTakenAlong().ifPresent(note -> out.println("note: " + note));
        out.println("Each minute " + installed.timer() + " asks what is due. See: deploy-to-dev schedule list");
        return 0;
    }

    int remove() {
        List<String> removed = installation().remove();
        if (json) {
            out.println(ScheduleText.removed(removed));
        } else if (removed.isEmpty()) {
            out.println("Nothing was installed for " + config.file() + ".");
        } else {
            removed.forEach(each -> out.println("Removed     " + each));
            out.println("No timer asks for the schedules of " + config.project() + " any more.");
        }
        return 0;
    }

    /** The very script that the timer starts, where nothing of this shell is. */
    private void tryInABareEnvironment(Path launcher) {
        try {
            String said = new LocalHost(Path.of("/"))
                    .run(Command.of(List.of("env", "-i", "/bin/sh", launcher.toString(), "check"))
                            .within(FOR_A_CHECK)
                            .parsedBy(result -> result.text()));
            if (!json) {
                out.print(said);
            }
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    Arrays.stream(FailureKind.values())
                            .filter(kind -> kind.exitCode() == e.exitCode())
                            .findFirst()
                            .orElse(FailureKind.INTERNAL),
                    "The schedules would not run unattended, so no timer was set up.",
                    "This was tried in an empty environment, as a timer has it: env -i /bin/sh " + launcher + " check",
                    "See above what to do. To set the timer up all the same: deploy-to-dev schedule install --no-check",
                    e.lines(),
                    e);
        }
    }

    private Installation installation() {
        Program program = Program.running(
                Optional.ofNullable(System.getProperty(LAUNCHER)).filter(text -> text.startsWith("/")),
                code(),
                Main.class.getName(),
                System.getProperty("java.class.path", ""),
                System.getProperty("java.home"));
        String user = System.getProperty("user.name");
        StateFolder folder = StateFolder.of(config, environment, home);
        Launcher launcher = new Launcher(
                program, config.file(), folder.wake(), Launcher.bareEnvironment(environment, home, user, program));
        return new Installation(new LocalHost(Path.of("/")), folder, launcher, environment, home, user);
    }

    private static Path code() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a place on this machine's disk has a path", e);
        }
    }

    /** What is set here and wins over the file would be missing at night. */
    private Optional<String> notTakenAlong() {
        List<String> names = environment.keySet().stream()
                .filter(name -> name.startsWith("DEPLOY_TO_DEV_") && !name.equals(ConfigOptions.CONFIG_VARIABLE))
                .sorted()
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("The timer knows nothing of " + String.join(", ", names)
                        + ", which this shell sets. Write it into " + config.file() + ", or into .env beside it.");
    }

    private Map<String, String> withoutAgent() {
        Map<String, String> bare = new HashMap<>(environment);
        bare.remove("SSH_AUTH_SOCK");
        return bare;
    }

    private void refuseNone() {
        if (config.schedules().isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    config.file() + " names no schedules.",
                    "There is nothing that a timer could ask for.",
                    "Write one under schedules; deploy-to-dev config --example shows how.");
        }
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
