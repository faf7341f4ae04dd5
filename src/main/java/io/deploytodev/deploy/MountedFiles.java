package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.LocalFile;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.sync.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Single files of the host that containers see: mounted ones, and those of secrets and configs. A container goes on to
 * see the old file when a sync replaces it, and Compose does not notice; so what the files hold is made part of what the
 * service is configured with.
 */
final class MountedFiles {

    private static final String ABSENT = "absent";
    private static final String NO_FILE = "other";

    /**
     * For each pair of a kind and a path one line. A directory that Docker would make as root is made here, so that its
     * owner can put something in. Of large files, such as models, the content is not read.
     */
    private static final String LOOK = """
            while [ $# -gt 0 ]; do
              if [ -f "$2" ] && [ "$(stat -Lc %s -- "$2")" -gt 4194304 ]; then stat -Lc '%i-%s-%Y' -- "$2"
              elif [ -f "$2" ]; then sum=$(sha256sum < "$2" 2>/dev/null) || sum=unreadable; echo "${sum%% *}"
              elif [ -e "$2" ]; then echo other
              elif [ "$1" = made ] && mkdir -p -- "$2"; then echo other
              else echo absent; fi
              shift 2
            done
            """;

    private MountedFiles() {}

    /**
     * The same model with a label at each service that sees such files or is given variables as files.
     *
     * @throws DeployFailure of kind CONFIG when a file that a service needs is not there
     */
    static ComposeModel labelled(ComposeModel model, EnvironmentFile environment, CommandRunner host, String source) {
        Map<String, List<LocalFile>> files = model.localFiles();
        List<LocalFile> all = files.values().stream()
                .flatMap(List::stream)
                .filter(file -> !file.isVariable())
                .filter(file -> !file.made() || file.place().startsWith(source + "/"))
                .distinct()
                .toList();
        List<String> seen = all.isEmpty() ? List.of() : host.run(look(all));
        Map<String, String> states = new TreeMap<>();
        for (int i = 0; i < Math.min(all.size(), seen.size()); i++) {
            states.put(all.get(i).place(), seen.get(i));
        }
        refuseAbsent(all, states, source);
        Map<String, String> labels = new TreeMap<>();
        files.forEach((service, own) -> {
            String facts = facts(own, states, environment);
            if (!facts.isEmpty()) {
                labels.put(service, digest(facts));
            }
        });
        return model.withLabel("io.deploytodev.files", labels);
    }

    static Command<List<String>> look(List<LocalFile> files) {
        List<String> arguments = new ArrayList<>();
        files.forEach(file -> arguments.addAll(List.of(file.made() ? "made" : "needed", file.place())));
        return Command.script(LOOK, arguments)
                .parsedBy(result -> result.text().lines().toList());
    }

    private static String facts(List<LocalFile> files, Map<String, String> states, EnvironmentFile environment) {
        StringBuilder facts = new StringBuilder();
        for (LocalFile file : files) {
            String state =
                    file.isVariable() ? environment.raw(file.place()) : states.getOrDefault(file.place(), NO_FILE);
            if (!state.equals(NO_FILE) && !state.equals(ABSENT)) {
                facts.append(file.place()).append('=').append(state).append('\n');
            }
        }
        return facts.toString();
    }

    private static void refuseAbsent(List<LocalFile> files, Map<String, String> states, String source) {
        List<String> absent = files.stream()
                .filter(file -> !file.made())
                .map(LocalFile::place)
                .filter(place -> ABSENT.equals(states.get(place)))
                .toList();
        if (!absent.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The compose files need files that the host does not have: "
                            + String.join(
                                    ", ",
                                    absent.stream()
                                            .map(place -> place.replace(source + "/", ""))
                                            .toList())
                            + ".",
                    "Secrets and configs are made of them. What git ignores, and .env*, does not travel with the tree.",
                    "Put them on the host once, readable by you alone; a sync leaves them alone: "
                            + String.join(", ", absent));
        }
    }

    private static String digest(String text) {
        MessageDigest digest = Sha256.digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }
}
