package io.deploytodev.release;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.time.Duration;
import java.util.List;

/**
 * The commands around host jobs, as values. A job is a session of its own on the host, which neither the end of the
 * channel that started it nor that of the client ends. It lies in {@code jobs/<number of the deploy>-<name>/}:
 *
 * <ul>
 *   <li>{@code running}: locked by the job for as long as it lives, so that waiting for its end costs nothing, and no
 *       process that happens to get its id later is taken for it
 *   <li>{@code pid}: of its first process, which is also the id of its session
 *   <li>{@code out}: all that it says
 *   <li>{@code exit}: its exit code, there once it is over
 *   <li>{@code patience}: for how many seconds whoever wants it gone lets it go on
 * </ul>
 */
final class JobCommands {

    /** The exit code with which a host refuses whoever has lost the lock. */
    static final int FENCED = 75;

    /** What it says then, before the note of the lock's new holder. */
    static final String GONE = "deploy-to-dev: the lock is gone";

    /** A process that is told to end gets this long before it is ended. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** For what the scripts do beside waiting. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    /**
     * What runs the command. A signal to the whole session must not keep it from writing down the exit code; on a full
     * disk there is room for that in a file that was as long before.
     */
    private static final String RUNNER = """
            trap : HUP INT TERM
            job=$1
            shift
            code=0
            "$@" 7>&- || code=$?
            printf '%3d\\n' "$code" 1<> "$job/exit.new"
            mv -f -- "$job/exit.new" "$job/exit"
            """;

    /**
     * Whoever takes the lock raises its number first and then looks for jobs, under the same {@code jobs.lock}: so a job
     * either begins before that, and is found, or not at all. Its input is received before, for that may take long; all
     * its files are opened before it is let go, for whoever follows it may be quicker than it.
     */
    private static final String START = LockNote.TAKER + """
            set -eu
            umask "$8"
            state=$1 job=$1/jobs/$2-$3 number=$2 patience=$4 bytes=$5 offset=$6
            runner=$7
            shift 8
            mkdir -p -- "$job"
            input=/dev/null
            if [ ! -e "$job/running" ] && [ "$bytes" -gt 0 ]; then
              input=$job/in.$$
              head -c "$bytes" > "$input"
              if [ "$(wc -c < "$input")" -ne "$bytes" ]; then
                rm -f -- "$input"
                echo "the transfer was cut off" >&2
                exit 1
              fi
            fi
            (
              flock 8
              if [ ! -e "$state/lock.holder" ] || [ "$(cat -- "$state/lock.number" 2> /dev/null)" != "$number" ]; then
                echo "deploy-to-dev: the lock is gone" >&2
                [ "$(cat -- "$state/lock.number" 2> /dev/null)" = "$number" ] || taker "$state" >&2
                exit 75
              fi
              [ ! -e "$job/running" ] && [ ! -e "$job/exit" ] || exit 0
              for old in "$state"/jobs/*/; do
                old=${old%/}
                which=${old##*/}
                [ "${which%%-*}" -ge "$number" ] || [ ! -e "$old/exit" ] || rm -rf -- "$old"
              done
              echo "$patience" > "$job/patience"
              echo "   " > "$job/exit.new"
              : > "$job/out"
              exec 6< "$input" 7> "$job/running"
              flock 7
              setsid sh -c "$runner" sh "$job" "$@" <&6 >> "$job/out" 2>&1 6<&- 8>&- 9>&- &
              echo "$!" > "$job/pid"
            ) 8>> "$state/jobs.lock"
            case $input in "$job"/*) rm -f -- "$input" ;; esac
            """;

    /** The waiting flock is a process that ends with the job, wherever the job's own end is noticed or not. */
    private static final String FOLLOW = """
            [ -e "$job/running" ] || exit "$(($(cat -- "$job/exit")))"
            flock --shared "$job/running" true &
            tail --pid="$!" --sleep-interval=0.05 --follow --bytes="+$((offset + 1))" -- "$job/out" 2> /dev/null || :
            if [ ! -e "$job/exit" ]; then
              echo "it was killed on the host" >&2
              exit 137
            fi
            exit "$(($(cat -- "$job/exit")))"
            """;

    /** Sends a signal to all processes of a session, however they have grouped themselves; its first one is spared. */
    private static final String SIGNAL = """
            signal() {
              for process in /proc/[0-9]*; do
                read -r stat < "$process/stat" || continue
                set -- "$1" "$2" ${stat##*) }
                [ "$6" != "$2" ] || [ "${process#/proc/}" = "$2" ] || kill -s "$1" "${process#/proc/}" || :
              done 2> /dev/null
            }
            """;

    private static final String STOP = SIGNAL + """
            over() {
              [ -e "$1/running" ] || return 0
              if [ "$2" -eq 0 ]; then set -- "$1" --nonblock; else set -- "$1" "--wait=$2"; fi
              flock --shared "$2" "$1/running" true
            }
            stop() {
              over "$1" "$2" && return
              session=$(cat -- "$1/pid")
              signal TERM "$session"
              over "$1" "$grace" && return
              signal KILL "$session"
              over "$1" "$grace"
            }
            """;

    /** A start that is still on its way must find that it is too late. */
    private static final String STOP_ONE = "set -u\n" + STOP + """
            umask "$4"
            job=$1 grace=$3
            mkdir -p -- "$job"
            (
              flock 8
              [ -e "$job/running" ] || [ -e "$job/exit" ] || echo 143 > "$job/exit"
            ) 8>> "$job/../../jobs.lock"
            if ! stop "$job" "$2"; then
              echo "its processes do not end: session $(cat -- "$job/pid")" >&2
              exit 1
            fi
            """;

    /** What began and left no exit code was killed, with the host perhaps; nobody shall take it for running again. */
    private static final String STOP_OLDER = "set -u\n" + STOP + """
            umask "$4"
            state=$1 number=$2 grace=$3
            jobs=$(flock 8; cd "$state/jobs" 2> /dev/null && ls) 8>> "$state/jobs.lock"
            for name in $jobs; do
              job=$state/jobs/$name
              [ "${name%%-*}" -lt "$number" ] || continue
              [ ! -e "$job/exit" ] || continue
              patience=$(cat -- "$job/patience" 2> /dev/null || echo 0)
              if ! over "$job" 0; then
                if [ "$patience" -gt 0 ]; then echo "waiting $name"; else echo "stopping $name"; fi
                if ! over "$job" "$patience"; then
                  [ "$patience" -eq 0 ] || echo "stopping $name"
                  if ! stop "$job" 0; then
                    echo "$name on the host does not end: session $(cat -- "$job/pid")" >&2
                    exit 1
                  fi
                fi
              fi
              [ -e "$job/exit" ] || echo 137 > "$job/exit"
            done
            """;

    private JobCommands() {}

    /**
     * Starts a job, unless it was started before, and follows what it says to its end; ends with its exit code. Whoever
     * repeats it must say from where to follow.
     *
     * @param patience for which a later deploy, or a user who ends this one, lets it go on
     * @param stdin what the job reads
     * @param offset bytes of its output that are known already
     */
    static <R> Command<R> run(
            StateDirectory directory,
            long number,
            String name,
            Duration patience,
            byte[] stdin,
            long offset,
            Command<R> command) {
        return command.startedBy(List.of(
                        "sh",
                        "-c",
                        START + FOLLOW,
                        "sh",
                        directory.path(),
                        Long.toString(number),
                        name,
                        seconds(patience),
                        Integer.toString(stdin.length),
                        Long.toString(offset),
                        RUNNER,
                        directory.sharing().umask()))
                .fedWith(out -> out.write(stdin))
                .whenCut(new WhenCut.Fails());
    }

    /** Lets a job go on for {@code patience}, then ends it, and comes back when it is over. */
    static Command<CommandResult> stop(StateDirectory directory, long number, String name, Duration patience) {
        return stop(directory, number, name, patience, GRACE);
    }

    static Command<CommandResult> stop(
            StateDirectory directory, long number, String name, Duration patience, Duration grace) {
        String job = directory.path() + "/jobs/" + number + "-" + name;
        return Command.script(
                        STOP_ONE,
                        List.of(
                                job,
                                seconds(patience),
                                seconds(grace),
                                directory.sharing().umask()))
                .within(patience.plus(grace).plus(grace).plus(SLACK))
                .repeatable();
    }

    /**
     * Ends what earlier deploys left at work, each after its own patience; comes back when all is over. Says a line for
     * each that was still at work: {@code waiting JOB}, {@code stopping JOB}.
     */
    static Command<CommandResult> stopOlder(StateDirectory directory, long number) {
        return Command.script(
                        STOP_OLDER,
                        List.of(
                                directory.path(),
                                Long.toString(number),
                                seconds(GRACE),
                                directory.sharing().umask()))
                .within(Duration.ofMinutes(10))
                .repeatable();
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
