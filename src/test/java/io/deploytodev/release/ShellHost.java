package io.deploytodev.release;

import io.deploytodev.host.Command;
import io.deploytodev.host.Host;
import io.deploytodev.host.LiveCommand;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.TcpStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** This machine in the place of a dev host: real commands in real shells, no SSH. */
public final class ShellHost implements Host {

    private final LocalHost local;
    private final Path directory;
    private final List<String> before;
    private final List<Process> started = new CopyOnWriteArrayList<>();

    public ShellHost(Path directory) {
        this(directory, List.of());
    }

    private ShellHost(Path directory, List<String> before) {
        this.local = new LocalHost(directory);
        this.directory = directory;
        this.before = before;
    }

    /** The same, but each command is run by a shell that first runs {@code script}. */
    public ShellHost after(String script) {
        return new ShellHost(directory, List.of("sh", "-c", script + "\nexec \"$@\"", "sh"));
    }

    /** The same, but as long as {@code gate} is a pipe, each command waits until somebody writes to it. */
    public ShellHost behind(Path gate) {
        return after("[ ! -p '" + gate + "' ] || read -r line < '" + gate + "' || :");
    }

    @Override
    public String name() {
        return "dev";
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        return local.run(command.startedBy(before), listener);
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        try {
            Process process = new ProcessBuilder(command.startedBy(before).argv())
                    .directory(directory.toFile())
                    .start();
            started.add(process);
            return new Live(process, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every command that was started, as a crash of the host's shell would. */
    public void killAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Override
    public TcpStream connect(String address, int port) throws IOException {
        throw new IOException("this host leads nowhere");
    }

    @Override
    public Path forwardUnixSocket(String remoteSocket) throws IOException {
        throw new IOException("this host leads nowhere");
    }

    @Override
    public void close() {
        killAll();
    }

    private static final class Live implements LiveCommand {

        private final Process process;
        private final CompletableFuture<Integer> exit;

        Live(Process process, OutputListener listener) {
            this.process = process;
            var stdout = reading(process.getInputStream(), OutputListener.Stream.STDOUT, listener);
            var stderr = reading(process.getErrorStream(), OutputListener.Stream.STDERR, listener);
            // All that it said comes before its exit code; a grandchild that keeps a pipe open does not hold that up.
            this.exit = process.onExit().thenCompose(ended -> CompletableFuture.allOf(stdout, stderr)
                    .completeOnTimeout(null, 200, TimeUnit.MILLISECONDS)
                    .thenApply(read -> ended.exitValue()));
        }

        private static CompletableFuture<Void> reading(
                InputStream stream, OutputListener.Stream name, OutputListener listener) {
            return CompletableFuture.runAsync(
                    () -> {
                        try (BufferedReader reader =
                                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                            reader.lines().forEach(line -> listener.line(name, line));
                        } catch (IOException | UncheckedIOException e) {
                            // the process was ended while it spoke
                        }
                    },
                    body -> {
                        Thread thread = new Thread(body, "read " + name);
                        thread.setDaemon(true);
                        thread.start();
                    });
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return exit;
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended already
            }
        }
    }
}
