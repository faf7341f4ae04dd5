package io.deploytodev.checks;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.nio.file.Path;

/**
 * What the doctor can do about a finding. Only what is this project's or this user's, can be done twice, and takes nothing
 * away that anybody needs.
 */
public sealed interface Remedy {

    /** What will be done, in words. */
    String says();

    /** A file of this machine is made readable for its owner alone. */
    record OwnerOnly(Path file) implements Remedy {
        @Override
        public String says() {
            return "chmod 600 " + file + " (here)";
        }
    }

    /** A line is added to a {@code .gitignore} of this machine. */
    record Ignored(Path gitignore, String line) implements Remedy {
        @Override
        public String says() {
            return "add the line " + line + " to " + gitignore;
        }
    }

    /** A command is run on the dev host, as the account that deploys. */
    record OnHost(String says, Command<CommandResult> command) implements Remedy {}

    /** What the project needs no more on the dev host is removed, as {@code prune} does. */
    record Pruned() implements Remedy {
        @Override
        public String says() {
            return "remove what this project needs no more on the dev host, as deploy-to-dev prune does";
        }
    }
}
