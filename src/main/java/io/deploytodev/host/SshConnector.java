package io.deploytodev.host;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens SSH connections with strict host keys. */
public final class SshConnector {

    /** After so long a silence the far end is asked whether it is there. */
    private static final Duration KEEPALIVE = Duration.ofSeconds(5);

    /** So many questions in a row may stay without an answer: a dead connection is noticed within 15 s. */
    private static final int KEEPALIVE_MISSES = 3;

    /**
     * JSch's one reader waits when a stream that nobody reads is full, and with it every other channel; then the
     * keepalive goes unanswered too. So much may lie unread before that happens.
     */
    private static final int UNREAD_BYTES = 64 * 1024 * 1024;

    private static final String COUNTER = "aes128-ctr,aes192-ctr,aes256-ctr";

    private static final String GCM = "aes128-gcm@openssh.com,aes256-gcm@openssh.com";

    /**
     * Where the quick compiler is the only one, Java encrypts twice as fast by counter (its integrity is HMAC-SHA-256's) as by
     * GCM; where the optimising one has its part in it, GCM is ahead.
     */
    private static final String CIPHERS = System.getProperty("java.vm.info", "").contains("emulated-client")
            ? COUNTER + "," + GCM
            : GCM + "," + COUNTER;

    private static final String PACKED = "zlib@openssh.com,none";

    private final Passphrases passphrases;
    private final Duration keepalive;
    private final boolean packed;
    private final boolean busy;

    /** Uses key files without a passphrase, and the agent's keys. */
    public SshConnector() {
        this(Passphrases.NONE);
    }

    public SshConnector(Passphrases passphrases) {
        this(passphrases, KEEPALIVE);
    }

    SshConnector(Passphrases passphrases, Duration keepalive) {
        this(passphrases, keepalive, false, false);
    }

    private SshConnector(Passphrases passphrases, Duration keepalive, boolean packed, boolean busy) {
        this.passphrases = passphrases;
        this.keepalive = keepalive;
        this.packed = packed;
        this.busy = busy;
    }

    /**
     * The same for connections by which much text comes from the host: it comes packed where the server allows that. To unpack
     * text costs less than to decrypt it unpacked, and a slow link carries ten times as much.
     */
    public SshConnector packed() {
        return new SshConnector(passphrases, keepalive, true, busy);
    }

    /** The same for connections with many commands: a shell waits on the host for the next one, which saves it a round trip. */
    public SshConnector busy() {
        return new SshConnector(passphrases, keepalive, packed, true);
    }

    /**
     * The key files for which a passphrase has to be asked, on the way and at its end: where nothing else opens.
     *
     * @throws DeployFailure of kind CONNECT when a key file cannot be used
     */
    public static List<Path> locked(SshTarget target) {
        return Stream.concat(target.jumps().stream(), Stream.of(target))
                .map(SshKeys::of)
                .filter(SshKeys::isEmpty)
                .flatMap(keys -> keys.locked().stream())
                .distinct()
                .toList();
    }

    /**
     * Connects and logs in, at each host on the way.
     *
     * @throws DeployFailure of kind CONNECT that says what is wrong, where, and how to mend it
     */
    public SshHost connect(SshTarget target) {
        List<Session> hops = new ArrayList<>();
        try {
            Proxy proxy = null;
            for (SshTarget hop : target.jumps()) {
                Session session = login(hop, target, proxy, "none");
                hops.add(session);
                proxy = new JumpProxy(hop, session);
            }
            return new SshHost(target.name(), login(target, target, proxy, packed ? PACKED : "none"), hops, busy);
        } catch (RuntimeException e) {
            SshHost.disconnect(hops);
            throw e;
        }
    }

    private Session login(SshTarget host, SshTarget target, @Nullable Proxy proxy, String compression) {
        OfferedHostKey offered = null;
        List<Path> locked = List.of();
        JSch jsch = new JSch();
        try {
            SshKeys keys = SshKeys.of(host);
            locked = keys.isEmpty() ? keys.unlock(passphrases) : keys.locked();
            jsch.setKnownHosts(KnownHostsFiles.together(host.knownHosts()));
            Session session = jsch.getSession(host.user(), host.address(), host.port());
            session.setIdentityRepository(keys.repository());
            offered = new OfferedHostKey(jsch.getHostKeyRepository());
            session.setHostKeyRepository(offered);
            host.hostKeyAlias().ifPresent(session::setHostKeyAlias);
            int connectTimeout = Math.toIntExact(host.connectTimeout().toMillis());
            session.setProxy(proxy);
            session.setSocketFactory(new WatchedSockets(connectTimeout, keepalive.multipliedBy(KEEPALIVE_MISSES)));
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("cipher.c2s", CIPHERS);
            session.setConfig("cipher.s2c", CIPHERS);
            session.setConfig("compression.c2s", "none");
            session.setConfig("compression.s2c", compression);
            session.setConfig("zlib@openssh.com", Unpacking.class.getName());
            session.setConfig("max_input_buffer_size", Integer.toString(UNREAD_BYTES));
            if (keys.isOne()) {
                // There is nothing to choose between: the key is shown at once, which saves two round trips of
                // questions.
                session.setConfig("enable_auth_none", "no");
                session.setConfig("enable_pubkey_auth_query", "no");
            }
            session.setServerAliveInterval(Math.toIntExact(keepalive.toMillis()));
            session.setServerAliveCountMax(KEEPALIVE_MISSES);
            session.setDaemonThread(true);
            connect(session, connectTimeout);
            return session;
        } catch (JSchException e) {
            throw SshFailures.connecting(host, target, offered, locked, e);
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
}
