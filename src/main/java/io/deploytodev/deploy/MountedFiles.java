package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.LocalFile;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Sha256;
import io.deploytodev.sync.TreeComparison;
import io.deploytodev.sync.TreeComparison.Outlook;
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

    /** For each path one line. Of large files, such as models, the content is not read. */
    private static final String LOOK = """
            for place do
              if [ -f "$place" ] && [ "$(stat -Lc %s -- "$place")" -gt 4194304 ]; then stat -Lc '%i-%s-%Y' -- "$place"
              elif [ -f "$place" ]; then sum=$(sha256sum < "$place" 2>/dev/null) || sum=unreadable; echo "${sum%% *}"
              elif [ -e "$place" ]; then echo other
              else echo absent; fi
            done
            """;

    private MountedFiles() {}

    /**
     * The same model with a label at each service that sees such files or is given variables as files.
     *
     * @param tree what the host will have of the tree; of all else it is asked
     * @throws DeployFailure of kind CONFIG when a file that a service needs is not there
     */
    static ComposeModel labelled(
            ComposeModel model, EnvironmentFile environment, CommandRunner host, TreeComparison tree) {
        String source = tree.directory();
        Map<String, List<LocalFile>> files = model.localFiles();
        List<LocalFile> all = files.values().stream()
                .flatMap(List::stream)
                .filter(file -> !file.isVariable())
                .filter(file -> !file.made() || file.place().startsWith(source + "/"))
                .distinct()
                .toList();
        Map<String, String> states = states(all, host, tree);
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

    private static Map<String, String> states(List<LocalFile> files, CommandRunner host, TreeComparison tree) {
        Map<String, String> states = new TreeMap<>();
        List<String> open = new ArrayList<>();
        for (LocalFile file : files) {
            Outlook outlook = tree.outlook(file.place());
            switch (outlook.kind()) {
                case FILE -> states.put(file.place(), outlook.content());
                case DIRECTORY -> states.put(file.place(), NO_FILE);
                case ABSENT -> states.put(file.place(), ABSENT);
                case ASK_HOST -> open.add(file.place());
            }
        }
        List<String> seen = open.isEmpty() ? List.of() : host.run(look(open));
        for (int i = 0; i < Math.min(open.size(), seen.size()); i++) {
            states.put(open.get(i), seen.get(i));
        }
        return states;
    }

    /**
     * The directories that Docker would make as root where nothing is: to be made before, so that their owner can put
     * something in.
     *
     * @param source the tree on the host; what lies elsewhere is not ours
     */
    static List<String> madeByDocker(ComposeModel model, String source) {
        return model.localFiles().values().stream()
                .flatMap(List::stream)
                .filter(file -> file.made() && !file.isVariable())
                .map(LocalFile::place)
                .filter(place -> place.startsWith(source + "/"))
                .distinct()
                .sorted()
                .toList();
    }

    static Command<List<String>> look(List<String> places) {
        return Command.script(LOOK, places)
                .repeatable()
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
