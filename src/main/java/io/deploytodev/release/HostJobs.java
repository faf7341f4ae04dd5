package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.WhenCut;
import io.deploytodev.pipeline.ToItsEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Long work on the host that a dropped link, or the death of this client, does not end: it goes on there by itself, and
 * whoever connects again takes up its output where it was lost. Safe for use by several threads.
 */
public final class HostJobs {

    private final CommandRunner host;
    private final StateDirectory directory;
    private final long number;
    private final AtomicInteger count = new AtomicInteger();
    private final List<String> left = new CopyOnWriteArrayList<>();

    /** @param number of the deploy that the jobs belong to */
    public HostJobs(CommandRunner host, StateDirectory directory, long number) {
        this.host = host;
        this.directory = directory;
        this.number = number;
    }

    /**
     * Runs a command to its end as a job.
     *
     * @return what its parser makes of its exit code and of all that it said, as standard output
     * @throws CommandFailed when it ends with another exit code than it may, or not in time
     * @throws HostUnreachable when the connection is gone for good; the job goes on without us
     * @throws CancellationException when the calling thread is interrupted; the job is over by then
     */
    public <R> R run(Command<R> command, WhenCut.GoesOn job, OutputListener listener) {
        String unique = job.name() + "-" + count.incrementAndGet();
        JobOutput output = new JobOutput(listener);
        byte[] stdin = stdin(command);
        long end = System.nanoTime() + command.deadline().toNanos();
        while (true) {
            Duration rest = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            Command<CommandResult> run = JobCommands.run(
                    directory,
                    number,
                    unique,
                    job.patience(),
                    stdin,
                    output.size(),
                    command.parsedBy(result -> result).within(rest));
            try (JobOutput.Part part = output.next()) {
                int exitCode = host.run(run, part).exitCode();
                return command.parser().parse(output.ended(exitCode, ""));
            } catch (HostUnreachable e) {
                if (!e.isPassing()) {
                    left.add(job.name());
                    throw e;
                }
            } catch (CommandFailed e) {
                if (e.exitCode() < 0) {
                    throw stopped(unique, job.name(), Duration.ZERO, e);
                }
                throw new CommandFailed(command, output.ended(e.exitCode(), e.stderr()));
            } catch (CancellationException e) {
                throw stopped(unique, job.name(), job.patience(), e);
            }
        }
    }

    /**
     * Ends what earlier deploys left at work, or waits for it.
     *
     * @param status hears what is found
     * @throws DeployFailure of kind HOST when something of it does not end
     */
    public void endOlder(Consumer<String> status) {
        try {
            host.run(JobCommands.stopOlder(directory, number), (stream, line) -> {
                if (stream == OutputListener.Stream.STDOUT) {
                    status.accept(found(line));
                }
            });
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "What an earlier deploy left at work on the host could not be ended.",
                    String.join("\n", e.lastLines()),
                    "Look at it there (ps -ef), end it, and deploy again.",
                    List.of(),
                    e);
        }
    }

    /** {@code waiting 7-up-2}, {@code stopping 7-build-1}. */
    private static String found(String line) {
        String deploy = line.replaceFirst("^\\S+ (\\d+)-.*", "$1");
        String name = line.replaceFirst("^\\S+ \\d+-(.*)-\\d+$", "$1");
        String what = "Deploy " + deploy + " was cut off and left its " + name + " at work on the host; ";
        return what + (line.startsWith("waiting") ? "waiting for that to end." : "it is ended.");
    }

    /** What goes on without us, or may do so, by the names of the jobs. */
    public List<String> left() {
        return List.copyOf(left);
    }

    /** Whatever interrupts us must not interrupt this. */
    private RuntimeException stopped(String unique, String name, Duration patience, RuntimeException why) {
        try {
            ToItsEnd.run("stop " + name, () -> host.run(JobCommands.stop(directory, number, unique, patience)));
        } catch (RuntimeException e) {
            left.add(name);
            why.addSuppressed(e);
        }
        return why;
    }

    private static byte[] stdin(Command<?> command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            command.stdin().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
