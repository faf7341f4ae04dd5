package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether a healthcheck is written in a way that can tell sick from well. */
public final class HealthcheckForm implements Check<ProjectFacts> {

    private static final Pattern HOST = Pattern.compile("\\s(-h|--host)|PGHOST=");
    private static final Pattern FAILS = Pattern.compile("\\s(-[a-zA-Z]*f|--fail)|\\||http_code|grep");

    @Override
    public String id() {
        return "healthcheck-form";
    }

    @Override
    public String well() {
        return "healthchecks can tell sick from well";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceView view : project.services()) {
            CheckCommand check = new CheckCommand(view.healthcheck());
            if (check.isLineAsProgram()) {
                String what = "The healthcheck of " + view.name() + " is a line for a shell, and there is none.";
                String why = "[\"CMD\", \"…\"] takes the whole line for the name of a program, which nobody finds.";
                String fix = "Write it as a text, test: curl …, or as [\"CMD-SHELL\", \"curl …\"].";
                findings.add(
                        view.asked()
                                ? Finding.hurts(id(), what, why, fix)
                                : Finding.stops(id(), FailureKind.ROLLOUT, what, why, fix));
            } else if (check.hasShellWordsWithoutShell()) {
                findings.add(Finding.hurts(
                        id(),
                        "The healthcheck of " + view.name() + " has words for a shell, and there is none.",
                        "In the form [\"CMD\", …], || and the like are handed to the program as words.",
                        "Write it as a text, test: curl … || exit 1, or as [\"CMD-SHELL\", \"curl … || exit 1\"]."));
            }
        }
        List<String> early = named(project, check -> check.runsWithout("pg_isready", HOST), view -> !view.environment()
                .getOrDefault("PGHOST", "/")
                .contains("."));
        if (!early.isEmpty()) {
            findings.add(Finding.advice(
                    id(),
                    "The healthcheck of " + Sentences.list(early) + " can say ready too early.",
                    "pg_isready without -h asks the unix socket, where Postgres answers already while it runs the scripts of"
                            + " a first start. (This tool asks by itself; what else waits for service_healthy does not.)",
                    "In the compose files: pg_isready -h 127.0.0.1 -U …"));
        }
        List<String> always = named(project, check -> check.runsWithout("curl", FAILS), view -> true);
        if (!always.isEmpty()) {
            findings.add(Finding.advice(
                    id(),
                    "The healthcheck of " + Sentences.list(always) + " is content with any answer.",
                    "curl without --fail ends well for a 500 as well.",
                    "In the compose files, or the Dockerfile: curl --fail --silent …"));
        }
        return findings;
    }

    private static List<String> named(
            ProjectFacts project, Predicate<CheckCommand> sick, Predicate<ServiceView> matters) {
        return project.services().stream()
                .filter(matters)
                .filter(view -> sick.test(new CheckCommand(view.healthcheck())))
                .map(ServiceView::name)
                .toList();
    }
}
