package io.deploytodev.host;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens SSH connections with strict host keys. */
public final class SshConnector {

    /** Three missed answers at this interval end a dead connection: 15 s. */
    private static final int KEEPALIVE_MILLIS = 5_000;

    private static final int KEEPALIVE_MISSES = 3;

    /**
     * Connects and logs in.
     *
     * @throws DeployFailure of kind CONNECT that says what is wrong and how to mend it
     */
    public SshHost connect(SshTarget target) {
        OfferedHostKey offered = null;
        try {
            JSch jsch = new JSch();
            for (Path identity : target.identities()) {
                jsch.addIdentity(identity.toString());
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
            session.setServerAliveInterval(KEEPALIVE_MILLIS);
            session.setServerAliveCountMax(KEEPALIVE_MISSES);
            session.setDaemonThread(true);
            session.connect(Math.toIntExact(target.connectTimeout().toMillis()));
            return new SshHost(target.name(), session);
        } catch (JSchException e) {
            throw SshFailures.connecting(target, offered, e);
        }
    }
}
