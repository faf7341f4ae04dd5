package io.deploytodev.release;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.release.Finding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The commands around what lies in a state directory and is needed no more, as values. */
final class StateClutter {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private static final long KIB = 1024;

    /**
     * A line for each thing: what it is, and where below the state directory. What belongs to the deploy that holds the lock,
     * or held it last and may still be heard of, is left out: it may be about to write the record that a directory lacks.
     */
    private static final String CLUTTER = """
            set -eu
            state=$1 number=$2 env=$3 count=$4; shift 4
            cd -- "$state" 2> /dev/null || exit 0
            if [ "$number" = look ]; then
              number=$(cat lock.number 2> /dev/null || echo 0)
              [ -e lock.holder ] || number=$((number + 1))
            fi
            clutter() {
              while [ "$count" -gt 0 ]; do
                [ ! -d "releases/$1" ] || echo "release releases/$1"
                shift
                count=$((count - 1))
              done
              for path in releases/*/; do
                path=${path%/}
                if [ -d "$path" ] && [ ! -e "$path/release.json" ]; then
                  case ${path##*/} in *Z-"$number" | *Z-"$number"-*) ;; *) echo "leftover $path" ;; esac
                fi
              done
              for path in trees/*/; do
                path=${path%/}
                [ -d "$path" ] || continue
                for kept; do [ "trees/$kept" != "$path" ] || continue 2; done
                echo "tree $path"
              done
              for path in jobs/*/; do
                path=${path%/} name=${path#jobs/}
                [ -e "$path/exit" ] || continue
                [ "${name%%-*}" -ge "$number" ] 2> /dev/null || echo "job $path"
              done
              [ "$env" = needed ] || [ ! -e env ] || echo "leftover env"
              for path in scratch.*; do
                [ ! -d "$path" ] || ! flock --nonblock "$path" true || echo "leftover $path"
              done
              for path in *.new releases/*/*.new trees/.new trees/.work tree.remove tree.empty; do
                [ -e "$path" ] && [ "$path" != tree.before.new ] || continue
                [ ! -e lock.holder ] || [ "$remove" = yes ] || continue
                echo "leftover $path"
              done
            }
            """;

    /** Links count for what is kept first, so that nothing is promised that stays on the disk. */
    private static final String LOOK = CLUTTER + """
            remove=no
            found=$(clutter "$@")
            [ -n "$found" ] || exit 0
            while [ "$count" -gt 0 ]; do
              shift
              count=$((count - 1))
            done
            printf '%s\\n\\n' "$found"
            {
              for kept; do [ ! -d "trees/$kept" ] || printf 'trees/%s\\000' "$kept"; done
              printf '%s\\n' "$found" | cut -d ' ' -f 2- | tr '\\n' '\\000'
            } | du -sk --files0-from=- 2> /dev/null || :
            """;

    private static final String REMOVE = CLUTTER + """
            remove=yes
            [ "$env" = needed ] || [ ! -e env ] || [ ! -d source ] ||
              find source -type l -name '.env*' -lname "$state/env" -exec rm -f -- {} + 2> /dev/null || :
            clutter "$@" | cut -d ' ' -f 2- | tr '\\n' '\\000' | xargs -0 -r rm -rf --
            """;

    private static final String BUILT = """
            set -eu
            umask "$3"
            mkdir -p -- "$1"
            echo "$2" >> "$1/built"
            """;

    private static final String READ_BUILT = "cat -- \"$1/built\" 2> /dev/null || :";

    private StateClutter() {}

    /**
     * What there is of it, with its size; asks nobody for the lock.
     *
     * @param environment whether the configuration names a file that is brought; if not, one that was brought once holds
     *     secrets for nobody. Releases that were made with it have it still
     */
    static Command<List<Finding>> look(StateDirectory directory, Retention retention, boolean environment) {
        return Command.script(LOOK, parameters(directory, "look", retention, environment))
                .within(DEADLINE)
                .repeatable()
                .parsedBy(result -> findings(result.text()));
    }

    /** @param number of the lock, which whoever removes holds */
    static Command<CommandResult> remove(
            StateDirectory directory, long number, Retention retention, boolean environment) {
        return Command.script(REMOVE, parameters(directory, Long.toString(number), retention, environment))
                .within(DEADLINE)
                .repeatable();
    }

    private static List<String> parameters(
            StateDirectory directory, String number, Retention retention, boolean environment) {
        List<String> parameters = new ArrayList<>(List.of(
                directory.path(),
                number,
                environment ? "needed" : "dropped",
                Integer.toString(retention.removed().size())));
        retention.removed().forEach(release -> parameters.add(release.id()));
        parameters.addAll(retention.trees());
        return parameters;
    }

    /** Remembers that this project built an image. */
    static Command<CommandResult> built(StateDirectory directory, String imageId) {
        return Command.script(
                        BUILT,
                        List.of(directory.path(), imageId, directory.sharing().umask()))
                .repeatable();
    }

    /** The ids of the images that this project is known to have built. */
    static Command<List<String>> readBuilt(StateDirectory directory) {
        return Command.script(READ_BUILT, List.of(directory.path()))
                .repeatable()
                .parsedBy(result -> result.text().lines().toList());
    }

    /** Lines of kind and path; then, after an empty one, lines of KiB and path, among them what is kept. */
    static List<Finding> findings(String text) {
        Map<String, Long> sizes = new HashMap<>();
        text.lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> parts.length == 2 && parts[0].matches("\\d{1,15}"))
                .forEach(parts -> sizes.put(parts[1], Long.parseLong(parts[0]) * KIB));
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.split(" ", 2))
                .map(parts -> new Finding(
                        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], sizes.getOrDefault(parts[1], 0L)))
                .toList();
    }
}
