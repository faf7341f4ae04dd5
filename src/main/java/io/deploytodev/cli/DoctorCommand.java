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
import io.deploytodev.serving.Configs;
import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
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
final class DoctorCommand extends AnswerVerb {

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

    DoctorCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (yes && !fix) {
            throw new DeployFailure(
                    FailureKind.USAGE, "--yes alone means nothing.", "It answers what --fix asks.", "Add --fix.");
        }
        if (fix && !yes && (isJson() || console().isEmpty())) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--fix asks before it does anything, and there is nobody to ask.",
                    isJson() ? "--json is for programs." : "This is no terminal.",
                    "Add --yes, or leave --fix out: it says what it could do.");
        }
    }

    @Override
    int answer(Whom whom, SshAccess access, Configs configs, PrintStream out) {
        Doctor doctor = new Doctor(access, whom, project(whom), Clock.systemUTC());
        Diagnosis diagnosis = doctor.examine();
        List<Remedy> wanted = diagnosis.healable().stream()
                .map(Finding::remedy)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (fix && !wanted.isEmpty()) {
            if (!isJson()) {
                print(out, DoctorText.table(diagnosis, where(whom), verbose));
            }
            if (yes || agreed(wanted, out)) {
                Remedies remedies = new Remedies(access, whom, Caller.name(), Clock.systemUTC());
                wanted.forEach(remedies::apply);
                diagnosis = doctor.examine();
                tell(diagnosis, wanted, whom, out);
            }
        } else {
            tell(diagnosis, List.of(), whom, out);
        }
        return DoctorText.exitCode(diagnosis);
    }

    private void tell(Diagnosis diagnosis, List<Remedy> done, Whom whom, PrintStream out) {
        if (isJson()) {
            print(out, DoctorText.json(diagnosis, done));
            return;
        }
        if (!done.isEmpty()) {
            print(out, List.of("", "Done:"));
            print(out, DoctorText.remedies(done));
            print(out, List.of("", "Looked again."));
        } else if (fix) {
            print(out, List.of("There is nothing that --fix could mend."));
        }
        print(out, DoctorText.table(diagnosis, where(whom), verbose));
        if (!fix && !diagnosis.healable().isEmpty()) {
            print(
                    out,
                    List.of("deploy-to-dev doctor --fix mends "
                            + diagnosis.healable().size() + " of these."));
        }
    }

    private boolean agreed(List<Remedy> wanted, PrintStream out) {
        print(out, List.of("", "This can be mended without harm:"));
        print(out, DoctorText.remedies(wanted));
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
                    new ProjectCheckup(config, whom.host(), Caller.name(), environment(), Clock.systemUTC());
            return new ProjectDoctor(checkup::on, checkup::here, checkup::mask);
        });
    }

    private static String where(Whom whom) {
        String host = whom.host().name().equals(whom.host().address())
                ? whom.host().address()
                : whom.host().name() + " (" + whom.host().address() + ")";
        return whom.project().map(name -> name + " on " + host).orElse(host);
    }

    private static void print(PrintStream out, List<String> lines) {
        lines.forEach(out::println);
    }
}
