package io.deploytodev.deploy;

import io.deploytodev.config.Hook;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands of hooks, as values; pure. */
final class HookCommands {

    /** The names of what a hook is told begin so. */
    static final String PREFIX = "DEPLOY_TO_DEV_";

    private static final String EXPORT = """
            while [ "$1" != -- ]; do
              export "$1"
              shift
            done
            shift
            """;

    /** In a session of its own: a Ctrl-C is for us, and what has lost its parent is found again by the session. */
    private static final String HERE = EXPORT + """
            if command -v setsid > /dev/null; then exec setsid "$@"; fi
            exec "$@"
            """;

    /** There is no tree before the first sync. */
    private static final String THERE = """
            cd -- "$1" 2> /dev/null || cd
            shift
            """ + EXPORT + """
            exec "$@"
            """;

    private HookCommands() {}

    /** On the workstation, where the directory is that of whoever runs it. */
    static Command<CommandResult> here(Hook hook, Map<String, String> told, Duration within) {
        return Command.script(HERE, words(List.of(), hook, told)).within(within);
    }

    /** On the host: a job, so that a dropped link does not end it, and all that it started is known. */
    static Command<CommandResult> there(Hook hook, Map<String, String> told, Duration within, String tree) {
        return Command.script(THERE, words(List.of(tree), hook, told))
                .within(within)
                .whenCut(new WhenCut.GoesOn(hook.moment().key(), Duration.ZERO));
    }

    private static List<String> words(List<String> first, Hook hook, Map<String, String> told) {
        List<String> words = new ArrayList<>(first);
        told.forEach((name, value) -> words.add(PREFIX + name + "=" + value));
        words.add("--");
        words.addAll(hook.command());
        return words;
    }
}
