package io.deploytodev.init;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What was guessed, from where and how sure it is, one by one; and what is left to the user; pure. */
public final class Findings {

    private Findings() {}

    public static List<Finding> of(ProjectSurvey survey, Server server) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.sure(
                "hosts.dev", server.user().map(user -> user + "@").orElse("") + server.address(), server.from()));
        String folder = survey.root().equals(survey.compose().directory())
                ? ""
                : SourceText.shown(survey.root(), survey.compose().directory()) + "/";
        boolean isUsual = survey.compose().isWhatComposeFinds();
        findings.add(new Finding(
                "compose.files",
                folder + String.join(", " + folder, survey.compose().files()),
                isUsual ? "what docker compose would take" : "services of its own in each, and none is a variant",
                isUsual ? Finding.Sureness.SURE : Finding.Sureness.LIKELY));
        survey.environment()
                .filter(EnvironmentGuess::isThere)
                .ifPresent(file -> findings.add(Finding.sure("compose.env_file", file.path(), file.from())));
        if (!survey.infrastructure().isEmpty()) {
            findings.add(
                    Finding.sure("infrastructure", Finding.joined(survey.infrastructure()), "known by their images"));
        }
        survey.types()
                .forEach((type, names) -> findings.add(new Finding(
                        "types." + type,
                        Finding.joined(names),
                        "by their names, or what they are built of",
                        Finding.Sureness.LIKELY)));
        survey.gateway().ifPresent(gateway -> {
            findings.add(new Finding(
                    "gateway",
                    gateway.service().name() + " at port " + gateway.port().published(),
                    gateway.port().place().toString(),
                    gateway.sureness()));
            survey.health()
                    .ifPresent(health ->
                            findings.add(new Finding("health.path", health.path(), health.from(), health.sureness())));
        });
        return findings;
    }

    /** What the user has to look after. */
    public static List<String> open(ProjectSurvey survey) {
        List<String> open = new ArrayList<>();
        survey.environment()
                .filter(file -> !file.isThere())
                .ifPresent(file -> open.add(file.path()
                        + " is not there yet. Make it"
                        + file.example().map(example -> " of " + example).orElse("")
                        + ", and take the # from env_file."));
        survey.environment().ifPresent(file -> EnvironmentGuess.others(survey.services(), file)
                .forEach(other -> open.add(other
                        + " is named by a service too. Only one file is brought: put this one on the server, into the project's tree"
                        + " there.")));
        if (survey.environment().isEmpty() && !survey.wanted().isEmpty()) {
            open.add("The compose files want " + String.join(", ", new TreeSet<>(survey.wanted()))
                    + ". Put them into a file .env beside them, and name it: compose: {env_file: ../.env}.");
        }
        survey.compose()
                .leftOut()
                .forEach(
                        file -> open.add(
                                file
                                        + " was left out, for it is a variant of another. If it belongs to it, name it in compose.files."));
        if (survey.gateway().isEmpty()) {
            open.add("No service publishes a port that other machines reach: nothing is asked at the end of a deploy.");
        } else if (survey.health().isEmpty()) {
            open.add("No health address was found in "
                    + survey.gateway().get().service().name()
                    + ". Name one as health.path, else nothing is asked at the end of a deploy.");
        } else if (survey.health().get().sureness() == Finding.Sureness.UNSURE) {
            open.add("Whether " + survey.health().get().path()
                    + " is the whole path is not sure: see health in the file.");
        }
        return open;
    }
}
