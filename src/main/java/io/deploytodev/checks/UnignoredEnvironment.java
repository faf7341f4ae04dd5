package io.deploytodev.checks;

import java.util.List;

/** Whether the next {@code git add} would take secrets along. */
public final class UnignoredEnvironment implements Check<HereFacts> {

    @Override
    public String id() {
        return "unignored-env";
    }

    @Override
    public String well() {
        return "git ignores environment files";
    }

    @Override
    public List<Finding> look(HereFacts here) {
        return here.untracked().stream()
                .map(file -> Finding.advice(
                                id(),
                                "git does not ignore " + file + ".",
                                "It is not tracked yet; the next git add --all takes it along, with the secrets in it.",
                                "echo '/" + file + "' >> " + here.directory().resolve(".gitignore"))
                        .healedBy(new Remedy.Ignored(here.directory().resolve(".gitignore"), "/" + file)))
                .toList();
    }
}
