package io.deploytodev.host;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Opens SSH connections with strict host keys. */
public final class SshConnector {

    /** Three missed answers at this interval end a dead connection: 15 s. */
    private static final int KEEPALIVE_MILLIS = 5_000;

    private static final int KEEPALIVE_MISSES = 3;

    /**
     * JSch's one reader waits when a stream that nobody reads is full, and with it every other channel; then the
     * keepalive goes unanswered too. So much may lie unread before that happens.
     */
    private static final int UNREAD_BYTES = 64 * 1024 * 1024;

    /**
     * Connects and logs in.
     *
     * @throws DeployFailure of kind CONNECT that says what is wrong and how to mend it
     */
    public SshHost connect(SshTarget target) {
        OfferedHostKey offered = null;
        List<Path> locked = new ArrayList<>();
        JSch jsch = new JSch();
        for (Path identity : target.identities()) {
            if (isLocked(jsch, target, identity)) {
                locked.add(identity);
            }
        }
        try {
            for (Path identity : target.identities()) {
                // One that needs a passphrase would end the login before the next one is tried.
                if (!locked.contains(identity)) {
                    jsch.addIdentity(identity.toString());
                }
            }
            if (Files.exists(target.knownHosts())) {
                jsch.setKnownHosts(target.knownHosts().toString());
            }
            Session session = jsch.getSession(target.user(), target.address(), target.port());
            offered = new OfferedHostKey(jsch.getHostKeyRepository());
            session.setHostKeyRepository(offered);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("compression.c2s", "none");
            session.setConfig("compression.s2c", "none");
            session.setConfig("max_input_buffer_size", Integer.toString(UNREAD_BYTES));
            session.setServerAliveInterval(KEEPALIVE_MILLIS);
            session.setServerAliveCountMax(KEEPALIVE_MISSES);
            session.setDaemonThread(true);
            connect(session, Math.toIntExact(target.connectTimeout().toMillis()));
            return new SshHost(target.name(), session);
        } catch (JSchException e) {
            throw SshFailures.connecting(target, offered, locked, e);
        }
    }

    /** JSch does not hear an interrupt while it connects, so it connects on a thread that need not be waited for. */
    private static void connect(Session session, int timeoutMillis) throws JSchException {
        CompletableFuture<Optional<JSchException>> connected = new CompletableFuture<>();
        Daemon.start("connect", () -> {
            try {
                session.connect(timeoutMillis);
                connected.complete(Optional.empty());
            } catch (JSchException e) {
                connected.complete(Optional.of(e));
            } catch (RuntimeException | Error e) {
                connected.completeExceptionally(e);
            }
        });
        try {
            Optional<JSchException> failure = connected.get();
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (InterruptedException e) {
            Daemon.start("disconnect", session::disconnect);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while connecting");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static boolean isLocked(JSch jsch, SshTarget target, Path identity) {
        if (!Files.exists(identity)) {
            throw SshFailures.identity(target, identity, "The file does not exist.", null);
        }
        if (!Files.isReadable(identity)) {
            throw SshFailures.identity(target, identity, "This user may not read the file.", null);
        }
        try {
            KeyPair key = KeyPair.load(jsch, identity.toString());
            boolean encrypted = key.isEncrypted();
            key.dispose();
            return encrypted;
        } catch (JSchException e) {
            throw SshFailures.identity(target, identity, "The file is not a private key in a known format.", e);
        }
    }
}
