package io.deploytodev.deploy;

import io.deploytodev.config.ComposeFiles;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the configuration names on this machine, looked for before any host is asked. */
public final class WorkstationFiles {

    private final DeployConfig config;
    private final HostEntry host;

    public WorkstationFiles(DeployConfig config, HostEntry host) {
        this.config = config;
        this.host = host;
    }

    /**
     * Sees that all of it is there.
     *
     * @param tree whether the tree is needed as well, since it will be synced
     * @throws DeployFailure of kind CONFIG that names everything that is missing
     */
    public void check(boolean tree) {
        List<String> missing = new ArrayList<>();
        String noComposeFile = "";
        List<String> next = new ArrayList<>();
        host.environment().or(() -> config.compose().environment()).ifPresent(environment -> {
            if (environment instanceof Environment.OnWorkstation here && !Files.isReadable(here.file())) {
                missing.add("The environment file " + here.file() + absence(here.file()) + "; env_file names it.");
                next.add("Create it, for example from the project's .env.example, and chmod 600 it.");
            }
        });
        Path root = config.source().root();
        if (tree && !Files.isDirectory(root)) {
            missing.add("The tree " + root + (Files.exists(root) ? " is no directory" : absence(root)) + ".");
            next.add("Correct source.root in " + config.file() + ".");
        } else if (tree
                && config.compose().files().stream().allMatch(ComposeFiles.USUAL::contains)
                && ComposeFiles.isNoneIn(root)) {
            noComposeFile =
                    "No compose file in " + root + ": looked for " + String.join(", ", ComposeFiles.USUAL) + ".";
            missing.add(noComposeFile);
            next.add("Write one there; or name yours, relative to " + root + ": compose: {files: [...]} in "
                    + config.file() + ". If the project lies elsewhere, correct source.root.");
        } else if (tree) {
            List<String> files = composeFiles(root);
            missing.addAll(files);
            if (!files.isEmpty()) {
                next.add("Correct compose.files in " + config.file() + "; they are relative to " + root
                        + ". Without it the first of " + String.join(", ", ComposeFiles.USUAL) + " is taken.");
            }
        }
        if (missing.size() == 1 && !noComposeFile.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    noComposeFile,
                    "A deploy runs what the compose files describe.",
                    String.join("\n", next));
        }
        if (!missing.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    config.file() + " names " + (missing.size() == 1 ? "a file" : "files")
                            + " that this machine does not have.",
                    String.join("\n", missing),
                    String.join("\n", next));
        }
    }

    private List<String> composeFiles(Path root) {
        return config.compose().files().stream()
                .map(root::resolve)
                .filter(file -> !Files.isReadable(file))
                .map(file -> "The compose file " + file + absence(file) + ".")
                .toList();
    }

    private static String absence(Path file) {
        return Files.exists(file) ? " cannot be read" : " does not exist";
    }
}
