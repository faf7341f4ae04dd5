package io.deploytodev.cli;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.init.Finding.Sureness;
import io.deploytodev.init.ProjectSurvey;
import io.deploytodev.init.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code init} has to ask, and no more. */
final class InitAnswers {

    private static final int MOST_SHOWN = 12;

    private final Optional<Questions> terminal;
    private final List<String> sshHosts;

    /** @param sshHosts those that the user's ssh knows by name */
    InitAnswers(Optional<Questions> terminal, List<String> sshHosts) {
        this.terminal = terminal;
        this.sshHosts = List.copyOf(sshHosts);
    }

    /**
     * The server, which no file of a project names.
     *
     * @throws DeployFailure of kind USAGE when it is neither said nor can be asked
     */
    Server server(Optional<String> said) {
        if (said.filter(text -> !text.isBlank()).isPresent()) {
            return Server.parse(said.get(), "you said so");
        }
        String typed = terminal.map(questions -> questions.ask(question())).orElse("");
        if (typed.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "The server's address is not known.",
                    "No file of a project says where it is to be deployed."
                            + (sshHosts.isEmpty() ? "" : " Your ssh knows: " + shown() + "."),
                    "Say it: deploy-to-dev init --host [user@]ADDRESS");
        }
        if (typed.matches("\\d{1,2}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= sshHosts.size()) {
            return Server.parse(sshHosts.get(Integer.parseInt(typed) - 1), "~/.ssh/config");
        }
        Server server = Server.parse(typed, "you said so");
        boolean isKnown = sshHosts.contains(server.address()) || server.user().isPresent();
        return isKnown
                ? server
                : server.as(terminal.map(questions -> questions.ask("Which account there? [as ssh has it]"))
                        .orElse(""));
    }

    /** What the project leaves open: which service, and which path. */
    static ProjectSurvey about(ProjectSurvey survey, Questions questions) {
        ProjectSurvey chosen = survey;
        if (survey.gateway()
                .filter(guess -> guess.sureness() == Sureness.UNSURE)
                .isPresent()) {
            List<String> names = new ArrayList<>();
            names.add(survey.gateway().get().service().name());
            survey.gateway().get().others().forEach(other -> names.add(other.name()));
            String name = questions.ask(
                    "Which service do users open first: " + String.join(", ", names) + "? [" + names.get(0) + "]");
            chosen = name.isEmpty() ? survey : survey.withGateway(name);
        }
        boolean isOpen = chosen.health()
                .filter(guess -> guess.sureness() != Sureness.UNSURE)
                .isEmpty();
        if (chosen.gateway().isEmpty() || !isOpen) {
            return chosen;
        }
        String usual = chosen.health().map(guess -> guess.path()).orElse("none");
        String path = questions.ask("Which path of "
                + chosen.gateway().get().service().name() + " answers 200 when all is well? [" + usual + "]");
        return path.startsWith("/") ? chosen.withHealth(path) : chosen;
    }

    private String question() {
        StringBuilder question = new StringBuilder();
        for (int i = 0; i < Math.min(sshHosts.size(), MOST_SHOWN); i++) {
            question.append("  ")
                    .append(i + 1)
                    .append("  ")
                    .append(sshHosts.get(i))
                    .append('\n');
        }
        return question
                + (sshHosts.isEmpty()
                        ? "Which server? [user@]address:"
                        : "Which server? One of these, or [user@]address:");
    }

    private String shown() {
        return String.join(", ", sshHosts.subList(0, Math.min(sshHosts.size(), MOST_SHOWN)))
                + (sshHosts.size() > MOST_SHOWN ? ", ..." : "");
    }
}
