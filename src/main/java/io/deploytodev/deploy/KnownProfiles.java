package io.deploytodev.deploy;

import io.deploytodev.config.NearestName;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The profiles of the compose files. Compose itself says nothing of one that no service is in. */
final class KnownProfiles {

    private static final String ALL = "*";

    private final List<String> known;

    KnownProfiles(Collection<String> known) {
        this.known = known.stream().sorted().toList();
    }

    /**
     * Sees that those that a deploy switches on are there.
     *
     * @param notice hears of one of the configuration, which may be meant for files to come
     * @throws DeployFailure of kind USAGE for one of the command line
     */
    static void check(CommandRunner host, ComposeProject project, List<String> asked, Consumer<String> notice) {
        if (project.profiles().isEmpty()) {
            return;
        }
        KnownProfiles profiles;
        try {
            profiles = new KnownProfiles(host.run(ComposeCommands.profiles(project)));
        } catch (CommandFailed e) {
            return; // the model was read; a Compose that cannot list profiles is no reason to stop
        }
        profiles.check(asked);
        project.profiles().stream()
                .filter(profiles::lacks)
                .forEach(name -> notice.accept(unknown(name) + " " + profiles.hint(name)));
    }

    void check(List<String> asked) {
        asked.stream().filter(this::lacks).findFirst().ifPresent(name -> {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    unknown(name),
                    known.isEmpty()
                            ? "No service has profiles."
                            : "The profiles are: " + String.join(", ", known) + ".",
                    known.isEmpty() ? "Leave --profile out." : nearest(name) + "Name one of them with --profile.");
        });
    }

    String hint(String name) {
        return known.isEmpty()
                ? "No service has profiles."
                : nearest(name) + "The profiles are: " + String.join(", ", known) + ".";
    }

    private String nearest(String name) {
        return NearestName.of(name, known)
                .map(meant -> "Did you mean " + meant + "? ")
                .orElse("");
    }

    private boolean lacks(String name) {
        return !name.equals(ALL) && !known.contains(name);
    }

    private static String unknown(String name) {
        return "No service is in a profile " + name + ".";
    }
}
