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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The lock that keeps deploys of one project apart. A shell at the end of a live channel holds it, reads one byte for
 * each beat, and lets go when the beats stop: so it is free soon after its holder dies, however that happens.
 */
public final class DeployLock implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(5);

    /** How long the host waits for a beat: two lost ones are forgiven. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(20);

    private static final Duration LONGEST_HOLD = Duration.ofHours(12);

    private static final String LOCKED = "locked ";
    private static final String HELD = "held";
    private static final String AT_WORK = " at work";
    private static final String ENDED = "the shell there ended with exit code ";

    private static final String HOLD = """
            set -eu
            umask "$4"
            for tool in flock timeout dd; do
              command -v "$tool" > /dev/null || { echo "there is no $tool on the host" >&2; exit 1; }
            done
            mkdir -p -- "$1"
            exec 9>> "$1/lock"
            answer=0
            flock -n 9 || answer=$?
            if [ "$answer" -eq 1 ]; then
              echo held
              cat -- "$1/lock.holder" 2> /dev/null || echo somebody
              exit 0
            fi
            [ "$answer" -eq 0 ]
            number=$(( $(cat -- "$1/lock.number" 2> /dev/null || echo 0) + 1 ))
            echo "$number" > "$1/lock.number.new"
            mv -f -- "$1/lock.number.new" "$1/lock.number"
            printf '%s, since %s\\n' "$2" "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" > "$1/lock.holder"
            left=$(
              exec 8>> "$1/jobs.lock" 9>&-
              flock 8
              for job in "$1"/jobs/*/; do [ ! -d "$job" ] || [ -e "$job/exit" ] || echo " $job"; done
            )
            echo "locked $number${left:+ at work}"
            while [ -n "$(timeout "$3" dd bs=1 count=1 2> /dev/null 9>&-)" ]; do :; done
            rm -f -- "$1/lock.holder"
            """;

    private final LiveCommand holder;
    private final long number;
    private final boolean leftAtWork;
    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beats;

    private DeployLock(LiveCommand holder, String answer, Duration beat) {
        this.holder = holder;
        this.leftAtWork = answer.endsWith(AT_WORK);
        this.number = Long.parseLong(answer.replace(AT_WORK, "").trim());
        this.heart = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "lock beat");
            thread.setDaemon(true);
            return thread;
        });
        this.beats = heart.scheduleAtFixedRate(this::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command that holds the lock of a state directory for {@code who}, as long as it hears beats. */
    static Command<?> hold(StateDirectory directory, String who, Duration patience) {
        String seconds = Long.toString(patience.toSeconds());
        return Command.script(
                        HOLD,
                        List.of(
                                directory.path(),
                                who,
                                seconds,
                                directory.sharing().umask()))
                .within(LONGEST_HOLD);
    }

    /**
     * Takes the lock.
     *
     * @param who user, machine and verb, for whoever finds it taken
     * @throws DeployFailure of kind LOCKED when somebody else holds it
     */
    public static DeployLock take(Host host, StateDirectory directory, String who) {
        return take(host, directory, who, BEAT, PATIENCE);
    }

    static DeployLock take(Host host, StateDirectory directory, String who, Duration beat, Duration patience) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        LiveCommand holder = host.start(hold(directory, who, patience), (stream, line) -> lines.add(line));
        var unused = holder.exit().thenAccept(code -> lines.add(ENDED + code));
        try {
            return new DeployLock(holder, answer(lines, host, directory), beat);
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
                throw new DeployFailure(
                        FailureKind.LOCKED,
                        "Another deploy of this project is under way on " + host.name() + ".",
                        "The lock is held by " + next(lines, host) + ".",
                        "Wait for it to end, or talk to them. The lock is free within 20 s of its holder's death.");
            }
            if (line.startsWith(ENDED)) {
                throw new DeployFailure(
                        FailureKind.HOST,
                        "The deploy lock cannot be taken on " + host.name() + ".",
                        said.isEmpty() ? line : said.get(said.size() - 1),
                        "Check that " + directory.path()
                                + " can be written, and that flock and timeout are installed.");
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

    /** Grows with every holder: what carries a smaller number belongs to a deploy that is over. */
    public long number() {
        return number;
    }

    /** Whether an earlier holder left jobs at work on the host. */
    public boolean isLeftAtWork() {
        return leftAtWork;
    }

    /** Whether the lock is still ours. */
    public boolean isHeld() {
        return !holder.exit().isDone();
    }

    private void beat() {
        try {
            holder.send(new byte[] {'.'});
        } catch (IOException e) {
            heart.shutdown(); // the connection is gone, and with it the lock; whoever asks isHeld() learns it
        }
    }

    @Override
    public void close() {
        beats.cancel(true);
        heart.shutdownNow();
        holder.close();
    }
}
