package io.deploytodev.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** A real SSH server in this process: real keys, real channels, commands in a real shell of this machine. */
public final class TestSshServer implements AutoCloseable {

    public static final String USER = "deploy";

    /** Making one takes longer than most tests. */
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private final Path directory;
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();
    private final KeyPair hostKey;

    private TestSshServer(Path directory, KeyPair hostKey) {
        this.directory = directory;
        this.hostKey = hostKey;
    }

    /** Starts on a free port of the loopback; keys and known_hosts lie in {@code directory}. */
    public static TestSshServer start(Path directory) throws IOException, GeneralSecurityException {
        TestSshServer test = new TestSshServer(directory, rsa("host"));
        test.server.setHost("127.0.0.1");
        test.server.setKeyPairProvider(KeyPairProvider.wrap(test.hostKey));
        test.server.setPublickeyAuthenticator((user, key, session) ->
                user.equals(USER) && test.authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        test.server.setCommandFactory((channel, line) -> new ShellCommand(line));
        test.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        test.server.start();
        test.trust(test.hostKey.getPublic());
        return test;
    }

    public int port() {
        return server.getPort();
    }

    /** Logs in with a new key. */
    public SshHost connect() throws IOException, GeneralSecurityException {
        return new SshConnector().busy().connect(target(authorizedIdentity("id", rsa("user"))));
    }

    /** Logs in with a new key through a link; one that falls silent is given up after less than a second. */
    public ReconnectingHost connectThrough(CuttableLink link, Duration patience, ReconnectingHost.LinkListener listener)
            throws IOException, GeneralSecurityException {
        Path identity = authorizedIdentity("id", rsa("user"));
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:" + link.port() + " " + PublicKeyEntry.toString(hostKey.getPublic())
                        + System.lineSeparator(),
                StandardOpenOption.APPEND);
        SshTarget target = new SshTarget(
                "dev", "127.0.0.1", link.port(), USER, List.of(identity), knownHosts(), Duration.ofSeconds(2));
        SshConnector connector = new SshConnector(Passphrases.NONE, Duration.ofMillis(300)).busy();
        return new ReconnectingHost(() -> connector.connect(target), patience, listener);
    }

    /** How what it sends is packed, of each connection there is. */
    List<String> packing() {
        return server.getActiveSessions().stream()
                .map(session -> session.getNegotiatedKexParameter(KexProposalOption.S2CCOMP))
                .toList();
    }

    /** From now on nothing is packed, whoever asks for it. */
    void packsNothing() {
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }

    /** From now on so many channels on a connection, and no more. */
    void allowsChannels(int number) {
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, number);
    }

    SshTarget target(Path... identities) {
        return new SshTarget(
                "dev", "127.0.0.1", port(), USER, List.of(identities), knownHosts(), Duration.ofSeconds(10));
    }

    Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    String fingerprint() {
        return KeyUtils.getKeyType(hostKey) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    /** Makes known_hosts say that this is the server's key. */
    void trust(PublicKey key) throws IOException {
        Files.writeString(
                knownHosts(), "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(key) + System.lineSeparator());
    }

    Path authorizedIdentity(String name, KeyPair key) throws IOException, GeneralSecurityException {
        authorized.add(key.getPublic());
        return identity(name, key, null);
    }

    /** A private key file as {@code ssh-keygen} writes it. */
    Path identity(String name, KeyPair key, String passphrase) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(name);
        OpenSSHKeyEncryptionContext encryption = null;
        if (passphrase != null) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setPassword(passphrase);
            encryption.setCipherType("256");
        }
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            new OpenSSHKeyPairResourceWriter().writePrivateKey(key, "a test key", encryption, out);
        }
        return file;
    }

    /** The same key for the same name. */
    static KeyPair rsa(String name) {
        return MADE.computeIfAbsent(name, made -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError("every Java has RSA", e);
            }
        });
    }

    KeyPair hostKey() {
        return hostKey;
    }

    /** Goes away without a word, with all its connections. */
    public void die() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        die();
    }
}
