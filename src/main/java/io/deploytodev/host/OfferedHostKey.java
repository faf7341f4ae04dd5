package io.deploytodev.host;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A known_hosts that remembers which key the host offered, so that a refusal can show its fingerprint. */
final class OfferedHostKey implements HostKeyRepository {

    private final HostKeyRepository knownHosts;
    private volatile byte @Nullable [] offered;

    OfferedHostKey(HostKeyRepository knownHosts) {
        this.knownHosts = knownHosts;
    }

    /** The fingerprint as OpenSSH prints it, with the key's type before it; empty when no key was offered. */
    String fingerprint() {
        byte[] key = offered;
        if (key == null) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return keyType(key) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** A public key blob begins with its type: a length and that many bytes (RFC 4253, section 6.6). */
    private static String keyType(byte[] key) {
        int length = ByteBuffer.wrap(key).getInt();
        return new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    @Override
    public int check(String host, byte[] key) {
        offered = key.clone();
        return knownHosts.check(host, key);
    }

    @Override
    public void add(HostKey hostkey, UserInfo ui) {
        throw new UnsupportedOperationException("known_hosts is the user's: it is never written");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("known_hosts is the user's: it is never written");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("known_hosts is the user's: it is never written");
    }

    @Override
    public @Nullable String getKnownHostsRepositoryID() {
        return knownHosts.getKnownHostsRepositoryID();
    }

    @Override
    public HostKey @Nullable [] getHostKey() {
        return knownHosts.getHostKey();
    }

    @Override
    public HostKey @Nullable [] getHostKey(@Nullable String host, @Nullable String type) {
        return knownHosts.getHostKey(host, type);
    }
}
