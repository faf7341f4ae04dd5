package io.deploytodev.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** What an SSH server does with a command line: gives it to a real shell, and ends that on a signal or at the end. */
final class ShellCommand implements Command {

    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback callback = (code, message, closeImmediately) -> {};
    private volatile Process process;

    ShellCommand(String line) {
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback exitCallback) {
        callback = exitCallback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        // As OpenSSH does it: a session of its own, so that a signal reaches all that the command started.
        Process started = new ProcessBuilder("setsid", "sh", "-c", line).start();
        process = started;
        environment.addSignalListener((Channel from, Signal signal) -> destroy(channel));
        CompletableFuture<Void> output = copying("ssh stdout", started.getInputStream(), out);
        CompletableFuture<Void> errors = copying("ssh stderr", started.getErrorStream(), err);
        CompletableFuture<Void> unused = copying("ssh stdin", in, started.getOutputStream())
                .whenComplete((done, failure) -> close(started.getOutputStream()));
        Daemon.start("ssh exit", () -> {
            int code = started.onExit().join().exitValue();
            CompletableFuture.allOf(output, errors).join();
            callback.onExit(code);
        });
    }

    private static CompletableFuture<Void> copying(String name, InputStream from, OutputStream to) {
        CompletableFuture<Void> copied = new CompletableFuture<>();
        Daemon.start(name, () -> {
            byte[] buffer = new byte[32 * 1024];
            try {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                // One end closed first.
            } finally {
                copied.complete(null);
            }
        });
        return copied;
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The process has ended.
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }
}
