package io.deploytodev.deploy;

import io.deploytodev.checks.Finding;
import io.deploytodev.checks.OwnRule;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.sync.TreeComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a project's compose files as a deploy does, and goes on where that would stop: for what is missing it puts something
 * in its place, so that the next thing that is wrong is found as well.
 */
final class ForeseenModel {

    /** A number is taken where a port, a size or a word is wanted. */
    private static final String STAND_IN = "47361";

    private static final int MOST_TRIES = 40;

    private static final Pattern NOT_SET = Pattern.compile("The '?(\\w+)'? variable is not set\\..*");

    private final DeployRequest request;
    private final Connection connection;
    private final TreeComparison compared;
    private final OwnRules rules;
    private final List<String> warnings = new ArrayList<>();

    ForeseenModel(DeployRequest request, Connection connection, TreeComparison compared, OwnRules rules) {
        this.request = request;
        this.connection = connection;
        this.compared = compared;
        this.rules = rules;
    }

    /** What was read, and what it was read with. */
    record Read(ComposeModel model, Staging staging, EnvironmentFile environment) {}

    /** Empty when there is nothing to be read. */
    Optional<Read> read(EnvironmentFile given) {
        EnvironmentFile environment = given;
        List<String> absent = new ArrayList<>();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Staging staging = Staging.of(request, connection, environment, compared);
            absent.forEach(staging::standIn);
            UnreadableModel unreadable = new UnreadableModel(
                    request.config(),
                    request.host(),
                    given,
                    connection.directory().source());
            try {
                warnings.clear();
                ComposeModel model = staging.read(new ComposeWarnings(
                        given.content().get(), given.description(), unreadable.leftBehind(), warnings::add));
                tellWarnings(given);
                return Optional.of(new Read(model, staging, environment));
            } catch (CommandFailed e) {
                List<String> missing = unreadable.missingVariables(e, staging.tree(), staging.project());
                Optional<String> place = MissingEnvFile.place(e);
                if (!missing.isEmpty() && !rules.refuses(OwnRule.VARIABLES)) {
                    if (!rules.refuses(OwnRule.ENVIRONMENT_FILE)) {
                        rules.refuse(OwnRule.VARIABLES, unreadable.failure(e, staging.tree(), staging.project()));
                    }
                    environment = environment.with(missing.stream()
                            .map(name -> name + "=" + STAND_IN + "\n")
                            .collect(Collectors.joining()));
                } else if (place.isPresent()) {
                    rules.refuse(OwnRule.ENV_FILES, unreadable.failure(e, staging.tree(), staging.project()));
                    if (!staging.standIn(place.get())) {
                        return Optional.empty();
                    }
                    absent.add(place.get());
                } else {
                    rules.refuse(OwnRule.COMPOSE_FILES, unreadable.failure(e, staging.tree(), staging.project()));
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private void tellWarnings(EnvironmentFile environment) {
        TreeSet<String> blank = new TreeSet<>();
        for (String warning : warnings) {
            Matcher matcher = NOT_SET.matcher(warning);
            if (matcher.matches()) {
                blank.add(matcher.group(1));
            } else if (warning.contains("dollar sign")) {
                rules.add(Finding.hurts(
                        OwnRule.VARIABLES.id(),
                        "Part of a value is lost.",
                        warning,
                        "Put that value in single quotes in " + environment.description() + "."));
            }
        }
        if (!blank.isEmpty() && !rules.refuses(OwnRule.ENVIRONMENT_FILE)) {
            rules.add(Finding.hurts(
                    OwnRule.VARIABLES.id(),
                    "Nobody sets " + Names.all(List.copyOf(blank)) + ": Compose puts nothing in "
                            + (blank.size() == 1 ? "its" : "their") + " place.",
                    "They stand in the compose files as ${NAME}, without a default.",
                    "Set them in " + environment.description() + ", or write ${NAME:-} where nothing is meant."));
        }
        rules.content(OwnRule.COMPOSE_FILES);
        rules.content(OwnRule.VARIABLES);
        rules.content(OwnRule.ENV_FILES);
    }
}
