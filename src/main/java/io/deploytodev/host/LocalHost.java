package io.deploytodev.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The workstation. Commands run by Commons Exec with a deadline of our own: its watchdog leaves grandchildren alive, and
 * its pump then waits for them for ever.
 */
public final class LocalHost implements CommandRunner {

    /** The pumps end with the process, unless something that it left running holds its pipes: no longer than this. */
    private static final Duration PUMP_GRACE = Duration.ofSeconds(1);

    /** What is killed may start something at that moment; a few rounds catch that too. */
    private static final int KILL_ROUNDS = 10;

    private final Path directory;

    /** Commands run in {@code directory}. */
    public LocalHost(Path directory) {
        this.directory = directory;
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        LineSplitter stdout = new LineSplitter(OutputListener.Stream.STDOUT, listener);
        LineSplitter stderr = new LineSplitter(OutputListener.Stream.STDERR, listener);
        KillableExecutor executor = new KillableExecutor(directory);
        byte[] stdin = input(command);
        try {
            executor.setStreamHandler(new Pumps(stdout, stderr, new ByteArrayInputStream(stdin)));
            Ended ended = new Ended();
            executor.execute(commandLine(command), ended);
            int exitCode = ended.within(command, executor);
            stdout.close();
            stderr.close();
            CommandResult result =
                    new CommandResult(exitCode, stdout.bytes(), new String(stderr.bytes(), StandardCharsets.UTF_8));
            if (!command.acceptedExitCodes().contains(result.exitCode())) {
                throw new CommandFailed(command, result);
            }
            return command.parser().parse(result);
        } catch (IOException e) {
            throw CommandFailed.notStarted(command, "cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(command.argv().get(0) + " was interrupted");
        } finally {
            executor.kill();
        }
    }

    private static byte[] input(Command<?> command) {
        ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        try {
            command.stdin().writeTo(stdin);
            return stdin.toByteArray();
        } catch (IOException e) {
            throw new CommandFailed(command, "its input could not be read here: " + e.getMessage());
        }
    }

    private static CommandLine commandLine(Command<?> command) {
        CommandLine line = new CommandLine(command.argv().get(0));
        for (String argument : command.argv().subList(1, command.argv().size())) {
            line.addArgument(argument, false);
        }
        return line;
    }

    /** Waits for all pumps together, where the library waits more than two seconds for each. */
    private static final class Pumps extends PumpStreamHandler {

        private final List<Thread> threads = new ArrayList<>();

        Pumps(OutputStream stdout, OutputStream stderr, InputStream stdin) {
            super(stdout, stderr, stdin);
        }

        @Override
        protected Thread createPump(InputStream from, OutputStream to, boolean closeWhenExhausted) {
            Thread thread = super.createPump(from, to, closeWhenExhausted);
            threads.add(thread);
            return thread;
        }

        @Override
        public void stop() {
            long end = System.nanoTime() + PUMP_GRACE.toNanos();
            for (Thread thread : threads) {
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Tells the end at once; the library's own would ask every 50 ms. */
    private static final class Ended implements ExecuteResultHandler {

        private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

        @Override
        public void onProcessComplete(int exitValue) {
            exitCode.complete(exitValue);
        }

        @Override
        public void onProcessFailed(ExecuteException e) {
            exitCode.completeExceptionally(e);
        }

        int within(Command<?> command, KillableExecutor executor) throws IOException, InterruptedException {
            try {
                return exitCode.get(command.deadline().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new CommandFailed(
                        command, "did not end within " + command.deadline().toSeconds() + " s");
            } catch (ExecutionException e) {
                return executor.exitCodeDespite(e.getCause());
            }
        }
    }

    /** Remembers the process, so that it and all that it started can be ended. */
    private static final class KillableExecutor extends DefaultExecutor {

        private @Nullable Process process;
        private boolean killed;

        @SuppressWarnings("deprecation") // the builder cannot make a subclass
        KillableExecutor(Path directory) {
            setWorkingDirectory(directory.toFile());
            setExitValues(null);
        }

        @Override
        protected Thread createThread(Runnable body, String name) {
            return Daemon.unstarted(name, body);
        }

        /** Commons Exec launches on a thread of its own, perhaps only after the caller has given up. */
        @Override
        protected synchronized Process launch(CommandLine command, Map<String, String> env, Path dir)
                throws IOException {
            if (killed) {
                throw new IOException("ended before it began");
            }
            Process launched = super.launch(command, env, dir);
            process = launched;
            return launched;
        }

        /** What it left running may hold its pipes, about which the pumps complain; it has ended all the same. */
        synchronized int exitCodeDespite(@Nullable Throwable trouble) throws IOException {
            if (process != null && !process.isAlive()) {
                return process.exitValue();
            }
            Throwable cause = trouble == null ? null : trouble.getCause();
            throw new IOException(cause instanceof IOException ? cause.getMessage() : String.valueOf(trouble), trouble);
        }

        synchronized void kill() {
            killed = true;
            if (process == null || !process.isAlive()) {
                return;
            }
            ProcessHandle root = process.toHandle();
            for (int round = 0; round < KILL_ROUNDS; round++) {
                List<ProcessHandle> started = Stream.concat(root.descendants(), Sessions.of(root))
                        .filter(each -> !each.equals(root))
                        .toList();
                if (started.isEmpty()) {
                    break;
                }
                started.forEach(ProcessHandle::destroyForcibly);
            }
            root.destroyForcibly();
        }
    }
}
