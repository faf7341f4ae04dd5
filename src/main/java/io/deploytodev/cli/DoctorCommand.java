package io.deploytodev.cli;

import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Finding;
import io.deploytodev.checks.Remedy;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.deploy.ProjectCheckup;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Doctor;
import io.deploytodev.ops.ProjectDoctor;
import io.deploytodev.ops.Remedies;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what could make a deploy fail, or hurt later. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Looks at all that could make a deploy fail, or hurt later: the way in, the host, the",
            "project as it would run, and what lies here. Says what is wrong, the worst first, with",
            "the evidence and the fix. Takes no lock, and changes nothing.",
            "Exit code: 0 when nothing would stop a deploy, else the one that the deploy would end with."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev doctor",
            "  deploy-to-dev doctor --host staging --verbose",
            "  deploy-to-dev doctor --fix --yes"
        })
final class DoctorCommand implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private OnCallOptions options;

    @Option(
            names = "--fix",
            description = {
                "Mend what can be mended without harm: file modes, .gitignore, what this project left on",
                "the host, a Compose that Docker does not find. Says what, asks, and looks again."
            })
    private boolean fix;

    @Option(names = "--yes", description = "With --fix, do not ask.")
    private boolean yes;

    @Option(names = "--verbose", description = "Name the checks that are well, too.")
    private boolean verbose;

    @Option(names = OutputOptions.JSON, description = "As JSON, a line for each object (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    DoctorCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new OnCallOptions();
    }

    @Override
    public Integer call() {
        if (yes && !fix) {
            throw new DeployFailure(
                    FailureKind.USAGE, "--yes alone means nothing.", "It answers what --fix asks.", "Add --fix.");
        }
        if (fix && !yes && (json || console().isEmpty())) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--fix asks before it does anything, and there is nobody to ask.",
                    json ? "--json is for programs." : "This is no terminal.",
                    "Add --yes, or leave --fix out: it says what it could do.");
        }
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        Doctor doctor = new Doctor(access, whom, project(whom), Clock.systemUTC());
        Diagnosis diagnosis = doctor.examine();
        List<Remedy> wanted = diagnosis.healable().stream()
                .map(Finding::remedy)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (fix && !wanted.isEmpty()) {
            if (!json) {
                print(DoctorText.table(diagnosis, where(whom), verbose));
            }
            if (yes || agreed(wanted)) {
                Remedies remedies = new Remedies(access, whom, Caller.name(), Clock.systemUTC());
                wanted.forEach(remedies::apply);
                diagnosis = doctor.examine();
                tell(diagnosis, wanted, whom);
            }
        } else {
            tell(diagnosis, List.of(), whom);
        }
        out.flush();
        return DoctorText.exitCode(diagnosis);
    }

    private void tell(Diagnosis diagnosis, List<Remedy> done, Whom whom) {
        if (json) {
            print(DoctorText.json(diagnosis, done));
            return;
        }
        if (!done.isEmpty()) {
            print(List.of("", "Done:"));
            print(DoctorText.remedies(done));
            print(List.of("", "Looked again."));
        } else if (fix) {
            print(List.of("There is nothing that --fix could mend."));
        }
        print(DoctorText.table(diagnosis, where(whom), verbose));
        if (!fix && !diagnosis.healable().isEmpty()) {
            print(List.of(
                    "deploy-to-dev doctor --fix mends " + diagnosis.healable().size() + " of these."));
        }
    }

    private boolean agreed(List<Remedy> wanted) {
        print(List.of("", "This can be mended without harm:"));
        print(DoctorText.remedies(wanted));
        out.flush();
        return console()
                .map(console -> console.readLine("Do it? [y/N] "))
                .filter(answer -> answer.strip().matches("(?i)y|yes"))
                .isPresent();
    }

    /** Empty where nobody could answer. */
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }

    private Optional<ProjectDoctor> project(Whom whom) {
        return whom.config().map(config -> {
            ProjectCheckup checkup =
                    new ProjectCheckup(config, whom.host(), Caller.name(), environment, Clock.systemUTC());
            return new ProjectDoctor(checkup::on, checkup::here, checkup::mask);
        });
    }

    private static String where(Whom whom) {
        String host = whom.host().name().equals(whom.host().address())
                ? whom.host().address()
                : whom.host().name() + " (" + whom.host().address() + ")";
        return whom.project().map(name -> name + " on " + host).orElse(host);
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
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
