package io.deploytodev.release;

import io.deploytodev.host.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends the hold of whoever has the lock, without asking them. */
public final class LockBreak {

    /** More than a holder of another account needs, whom nobody but itself can end. */
    private static final Duration LETTING_GO = Duration.ofSeconds(25);

    /**
     * The number goes up first: from then on the host runs nothing more for the one who is ended, and they cannot take
     * the lock again. Who hears of that may let go at once, and who waited may have the lock before the next line: so it is
     * the shell that took it under the old number that is ended, and no other. One of another account, or of a version that
     * did not write down its shell, finds by its next beat that its time is over.
     */
    private static final String BREAK = """
            set -eu
            umask "$4"
            [ -e "$1/lock" ] || exit 0
            exec 9>> "$1/lock" 7>> "$1/lock.guard"
            flock 7
            if flock -n 9; then exit 0; fi
            printf 'held '
            cat -- "$1/lock.holder" 2> /dev/null || echo somebody
            number=$(cat -- "$1/lock.number" 2> /dev/null || echo 0)
            shell=$(sed -n "s/^$number \\([0-9]*\\)$/\\1/p" -- "$1/lock.shell" 2> /dev/null || :)
            echo "$((number + 1))" > "$1/lock.number.new"
            mv -f -- "$1/lock.number.new" "$1/lock.number"
            printf '%s, since %s\\n' "$2" "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" > "$1/lock.holder.new"
            mv -f -- "$1/lock.holder.new" "$1/lock.holder"
            exec 7>&-
            lock=$(readlink -f -- "$1/lock")
            if [ -n "$shell" ] && [ "$(readlink "/proc/$shell/fd/9" 9>&- 2> /dev/null || :)" = "$lock" ]; then
              kill -s TERM "$shell" 2> /dev/null || :
            fi
            rest="$3"
            until flock -w 1 9; do
              [ "$(cat -- "$1/lock.number")" = "$((number + 1))" ] || exit 0
              rest=$((rest - 1))
              [ "$rest" -gt 0 ] || { echo "its shell on the host does not end" >&2; exit 1; }
            done
            """;

    private LockBreak() {}

    /**
     * The command that ends the hold; the lock is free then, or somebody's who waited for it.
     *
     * @param who whoever breaks it, with the verb, for the one who loses it
     * @return whose it was; empty when nobody held it
     */
    public static Command<Optional<LockNote>> of(StateDirectory directory, String who) {
        return Command.script(
                        BREAK,
                        List.of(
                                directory.path(),
                                who,
                                Long.toString(LETTING_GO.toSeconds()),
                                directory.sharing().umask()))
                .within(LETTING_GO.plusSeconds(15))
                .parsedBy(result -> result.text()
                        .lines()
                        .filter(line -> line.startsWith("held "))
                        .map(line -> LockNote.parse(line.substring("held ".length())))
                        .findFirst());
    }
}
