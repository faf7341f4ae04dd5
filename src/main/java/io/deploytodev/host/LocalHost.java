package io.deploytodev.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.Executor;
import org.apache.commons.exec.PumpStreamHandler;

/**
 * The workstation. Commands run by Commons Exec with a deadline of our own: its watchdog leaves grandchildren alive, and
 * its pump then waits for them for ever.
 */
public final class LocalHost implements CommandRunner {

    /** The pumps end with the process; a grandchild that holds the pipe may keep them this long. */
    private static final Duration PUMP_GRACE = Duration.ofSeconds(2);

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
        try {
            ByteArrayOutputStream stdin = new ByteArrayOutputStream();
            command.stdin().writeTo(stdin);
            PumpStreamHandler pumps =
                    new PumpStreamHandler(stdout, stderr, new ByteArrayInputStream(stdin.toByteArray()));
            pumps.setStopTimeout(PUMP_GRACE);
            executor.setStreamHandler(pumps);
            DefaultExecuteResultHandler ended = new DefaultExecuteResultHandler();
            executor.execute(commandLine(command), ended);
            ended.waitFor(command.deadline());
            if (!ended.hasResult()) {
                throw new CommandFailed(
                        command, "did not end within " + command.deadline().toSeconds() + " s");
            }
            CommandResult result = new CommandResult(
                    ended.getExitValue(), stdout.bytes(), new String(stderr.bytes(), StandardCharsets.UTF_8));
            if (ended.getExitValue() == Executor.INVALID_EXITVALUE) {
                throw new CommandFailed(
                        command, String.valueOf(ended.getException().getMessage()));
            }
            if (!command.acceptedExitCodes().contains(result.exitCode())) {
                throw new CommandFailed(command, result);
            }
            return command.parser().parse(result);
        } catch (IOException e) {
            throw new CommandFailed(command, "cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(command.argv().get(0) + " was interrupted");
        } finally {
            executor.kill();
        }
    }

    private static CommandLine commandLine(Command<?> command) {
        CommandLine line = new CommandLine(command.argv().get(0));
        for (String argument : command.argv().subList(1, command.argv().size())) {
            line.addArgument(argument, false);
        }
        return line;
    }

    /** Remembers the process, so that it and all that it started can be ended. */
    private static final class KillableExecutor extends DefaultExecutor {

        private volatile ProcessHandle process = ProcessHandle.current();

        @SuppressWarnings("deprecation") // the builder cannot make a subclass
        KillableExecutor(Path directory) {
            setWorkingDirectory(directory.toFile());
            setExitValues(null);
        }

        @Override
        protected Process launch(CommandLine command, java.util.Map<String, String> env, Path dir) throws IOException {
            Process launched = super.launch(command, env, dir);
            process = launched.toHandle();
            return launched;
        }

        void kill() {
            if (process.equals(ProcessHandle.current()) || !process.isAlive()) {
                return;
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
