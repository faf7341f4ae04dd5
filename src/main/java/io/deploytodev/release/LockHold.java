package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.LiveCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One shell on the host that holds the lock, as long as its channel lives and it hears beats.
 *
 * @param holder that shell
 * @param leftAtWork whether jobs are at work there that an earlier holder left, or this one
 * @param cutOff whether an earlier holder, or this one, has left an intent there
 */
record LockHold(LiveCommand holder, long number, boolean leftAtWork, boolean cutOff) {

    /** More than the longest wait of the shell itself, which is for a silent one of our own to let go. */
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);

    /** Somebody who only looks whether it is held has it for a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final Duration SILENT_ONE = Duration.ofSeconds(20);

    private static final Duration LONGEST_HOLD = Duration.ofHours(12);

    /** The number of whoever has none yet. */
    private static final long NEW = 0;

    private static final String LOCKED = "locked ";
    private static final String HELD = "held";
    private static final String SOMEBODY = "somebody";
    private static final String AT_WORK = " at work";
    private static final String CUT_OFF = " cut off";
    private static final String ENDED = "the shell there ended with exit code ";

    /**
     * The number, whose shell it is and the note are written under a guard of their own, which is held for a moment: whoever
     * breaks the lock ({@link LockBreak}) finds all three of one holder, also while another takes it.
     */
    private static final String HOLD = LockNote.TAKER + """
            set -eu
            umask "$5"
            for tool in flock timeout dd; do
              command -v "$tool" > /dev/null || { echo "there is no $tool on the host" >&2; exit 1; }
            done
            last() { cat -- "$1/lock.number" 2> /dev/null || echo 0; }
            held() {
              echo held
              cat -- "$1/lock.holder" 2> /dev/null || echo somebody
              exit 0
            }
            lost() {
              echo held
              now=$(taker "$1")
              echo "${now:-somebody}"
              exit 0
            }
            [ "$4" -eq 0 ] || [ "$(last "$1")" -eq "$4" ] || lost "$1"
            mkdir -p -- "$1"
            exec 9>> "$1/lock"
            answer=0
            flock -w "$6" 9 || answer=$?
            [ "$answer" -ne 1 ] || held "$1"
            [ "$answer" -eq 0 ]
            now=$(date -u '+%Y-%m-%d %H:%M:%S UTC')
            exec 7>> "$1/lock.guard"
            flock 7
            number=$(last "$1")
            [ "$4" -eq 0 ] || [ "$number" -eq "$4" ] || lost "$1"
            [ "$4" -ne 0 ] || number=$((number + 1))
            echo "$number $$" > "$1/lock.shell"
            if [ "$4" -eq 0 ]; then
              echo "$number" > "$1/lock.number.new"
              mv -f -- "$1/lock.number.new" "$1/lock.number"
            fi
            printf '%s, since %s\\n' "$2" "$now" > "$1/lock.last.new"
            cp -- "$1/lock.last.new" "$1/lock.holder.new"
            mv -f -- "$1/lock.last.new" "$1/lock.last"
            mv -f -- "$1/lock.holder.new" "$1/lock.holder"
            exec 7>&-
            left=$(
              exec 8>> "$1/jobs.lock" 9>&-
              flock 8
              for job in "$1"/jobs/*/; do [ ! -d "$job" ] || [ -e "$job/exit" ] || echo " $job"; done
            )
            intent=
            [ ! -e "$1/intent" ] || intent=there
            echo "locked $number${left:+ at work}${intent:+ cut off}"
            while [ -n "$(exec 9>&-; timeout "$3" dd bs=1 count=1 2> /dev/null)" ]; do
              [ "$(last "$1")" = "$number" ] || exit 0
            done
            exec 7>> "$1/lock.guard"
            flock 7
            [ "$(last "$1")" != "$number" ] || rm -f -- "$1/lock.holder"
            """;

    /** The command that holds the lock for {@code who}. */
    static Command<?> hold(StateDirectory directory, String who, Duration patience) {
        return hold(directory, who, patience, NEW, MOMENT);
    }

    /**
     * @param number of one that had the lock already; it gets it again if nobody had it since
     * @param wait for how long it is waited for there
     */
    private static Command<?> hold(
            StateDirectory directory, String who, Duration patience, long number, Duration wait) {
        return Command.script(
                        HOLD,
                        List.of(
                                directory.path(),
                                who,
                                Long.toString(patience.toSeconds()),
                                Long.toString(number),
                                directory.sharing().umask(),
                                Long.toString(Math.max(MOMENT.toSeconds(), wait.toSeconds()))))
                .within(LONGEST_HOLD);
    }

    /**
     * Takes the lock, if it becomes free in time.
     *
     * @param wait less than {@link #ANSWER_DEADLINE}
     * @throws Held when somebody else still holds it
     */
    static LockHold take(Host host, StateDirectory directory, String who, Duration patience, Duration wait) {
        return take(host, directory, who, patience, NEW, wait);
    }

    /**
     * Takes it again after the shell was lost.
     *
     * @throws DeployFailure of kind LOCKED when somebody else has it, or had it since
     */
    LockHold again(Host host, StateDirectory directory, String who, Duration patience) {
        try {
            return take(host, directory, who, patience, number, SILENT_ONE);
        } catch (Held e) {
            throw lost(host, Optional.of(e.note));
        }
    }

    /** A shell that was begun on a link about to break is cut off before it has answered; on the next link it is begun anew. */
    private static LockHold take(
            Host host, StateDirectory directory, String who, Duration patience, long number, Duration wait) {
        while (true) {
            int connection = host.connection();
            try {
                return takeOnce(host, directory, who, patience, number, wait);
            } catch (CutOff e) {
                if (!host.isConnectedAgainSince(connection)) {
                    throw e.failure;
                }
            }
        }
    }

    private static LockHold takeOnce(
            Host host, StateDirectory directory, String who, Duration patience, long number, Duration wait) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        LiveCommand holder =
                host.start(hold(directory, who, patience, number, wait), (stream, line) -> lines.add(line));
        var unused = holder.exit().thenAccept(code -> lines.add(ENDED + code));
        try {
            String answer = answer(lines, host, directory);
            return new LockHold(
                    holder,
                    Long.parseLong(answer.replaceFirst("^(\\d+).*", "$1")),
                    answer.contains(AT_WORK),
                    answer.contains(CUT_OFF));
        } catch (RuntimeException e) {
            holder.close();
            throw e;
        }
    }

    /** Reads up to the answer: a login shell may say things of its own before. */
    private static String answer(BlockingQueue<String> lines, Host host, StateDirectory directory) {
        List<String> said = new ArrayList<>();
        while (true) {
            String line = next(lines, host);
            if (line.startsWith(LOCKED)) {
                return line.substring(LOCKED.length());
            }
            if (line.equals(HELD)) {
                String note = next(lines, host);
                throw new Held(LockNote.parse(note.startsWith(ENDED) ? SOMEBODY : note));
            }
            if (line.startsWith(ENDED)) {
                DeployFailure failure = new DeployFailure(
                        FailureKind.HOST,
                        "The deploy lock cannot be taken on " + host.name() + ".",
                        said.isEmpty() ? line : said.get(said.size() - 1),
                        "Check that " + directory.path()
                                + " can be written, and that flock and timeout are installed.");
                throw line.equals(ENDED + LiveCommand.CUT_OFF) ? new CutOff(failure) : failure;
            }
            said.add(line);
        }
    }

    private static String next(BlockingQueue<String> lines, Host host) {
        try {
            String line = lines.poll(ANSWER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new HostUnreachable(
                        host.name() + " does not answer.", new IOException("no answer from the lock's holder"));
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while taking the lock");
        }
    }

    /** @param taker who has it now, or had it last; empty when that is not known */
    static DeployFailure lost(Host host, Optional<LockNote> taker) {
        boolean broken = taker.filter(note -> note.verb().startsWith("unlock")).isPresent();
        return new DeployFailure(
                FailureKind.LOCKED,
                "The deploy lock on " + host.name() + " was lost"
                        + taker.map(note -> " to " + note.inFull()).orElse("") + ".",
                (broken
                                ? "Somebody ended this run there by unlock --force."
                                : "The host heard nothing from this machine for a while, so it gave the lock free.")
                        + " From then on this deploy changed nothing there.",
                broken
                        ? "Ask them why; then deploy again."
                        : "See that the connection is steady, and that this machine does not sleep; then deploy again.");
    }

    /** The shell has ended without a word, for its channel has. */
    private static final class CutOff extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient DeployFailure failure;

        CutOff(DeployFailure failure) {
            super(failure.what());
            this.failure = failure;
        }
    }

    /** Somebody else has it. */
    static final class Held extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient LockNote note;

        Held(LockNote note) {
            super("held by " + note.inFull());
            this.note = note;
        }

        LockNote note() {
            return note;
        }
    }
}
