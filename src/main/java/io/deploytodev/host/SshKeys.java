package io.deploytodev.host;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;

/**
 * The keys to log in with, in the order in which they are offered: certificates, the agent's that are named, key files,
 * the agent's others, and last the key files that need a passphrase. A server hears out only some six of them.
 */
final class SshKeys {

    private final List<Identity> identities;
    private final Map<Path, Identity> locked;
    private final boolean hasAgentKeys;

    private SshKeys(List<Identity> identities, Map<Path, Identity> locked, boolean hasAgentKeys) {
        this.hasAgentKeys = hasAgentKeys;
        this.identities = identities;
        this.locked = locked;
    }

    static SshKeys of(SshTarget target) {
        List<Identity> certified = new ArrayList<>();
        List<Identity> files = new ArrayList<>();
        Map<Path, Identity> locked = new LinkedHashMap<>();
        List<Path> open = new ArrayList<>();
        List<Identity> named = new ArrayList<>();
        List<Identity> others = new ArrayList<>(agentKeys(target));
        for (Path file : target.identities()) {
            Optional<byte[]> publicKey = publicKey(file);
            List<Identity> held = others.stream()
                    .filter(key -> publicKey.isPresent() && Arrays.equals(key.getPublicKeyBlob(), publicKey.get()))
                    .toList();
            others.removeAll(held);
            named.addAll(held);
            if (held.isEmpty() && isOpenToOthers(file)) {
                open.add(file);
            } else if (held.isEmpty() && !isPublicKey(file)) {
                Identity key = load(target, file, null);
                if (key.isEncrypted()) {
                    locked.put(file, key);
                } else {
                    certificate(target, file, publicKey).ifPresent(certificate -> {
                        certified.add(load(target, file, certificate));
                    });
                    files.add(key);
                }
            }
        }
        List<Identity> all = new ArrayList<>(certified);
        if (!open.isEmpty() && certified.isEmpty() && named.isEmpty() && files.isEmpty() && locked.isEmpty()) {
            throw SshFailures.openKey(open.get(0));
        }
        all.addAll(named);
        all.addAll(files);
        if (!target.identitiesOnly()) {
            all.addAll(others);
        }
        boolean hasAgentKeys = !named.isEmpty() || (!target.identitiesOnly() && !others.isEmpty());
        return new SshKeys(all, locked, hasAgentKeys);
    }

    /** Those that only a passphrase opens. */
    List<Path> locked() {
        return List.copyOf(locked.keySet());
    }

    boolean isEmpty() {
        return identities.isEmpty();
    }

    /** Whether there is one key and no more, of a file: to use one of an agent may take somebody's consent. */
    boolean isOne() {
        return identities.size() == 1 && !hasAgentKeys;
    }

    /** Opens what can be opened; answers with what could not. */
    List<Path> unlock(Passphrases passphrases) throws JSchException {
        List<Path> still = new ArrayList<>();
        for (Map.Entry<Path, Identity> each : locked.entrySet()) {
            Optional<byte[]> passphrase = passphrases.of(each.getKey());
            if (passphrase.isPresent() && each.getValue().setPassphrase(passphrase.get())) {
                identities.add(each.getValue());
            } else {
                still.add(each.getKey());
            }
        }
        return still;
    }

    @SuppressWarnings("JdkObsolete") // the library asks for a Vector
    IdentityRepository repository() {
        return new Fixed(new Vector<>(identities));
    }

    private static List<Identity> agentKeys(SshTarget target) {
        if (target.agent().isEmpty()) {
            return List.of();
        }
        try {
            return new AgentIdentityRepository(
                            new SSHAgentConnector(target.agent().get()))
                    .getIdentities();
        } catch (AgentProxyException e) {
            // An agent that is gone is no agent; ssh goes on without it, too.
            return List.of();
        }
    }

    private static Identity load(SshTarget target, Path file, @org.jspecify.annotations.Nullable Path certificate) {
        if (!Files.exists(file)) {
            throw SshFailures.identity(target, file, "The file does not exist.", null);
        }
        if (!Files.isReadable(file)) {
            throw SshFailures.identity(target, file, "This user may not read the file.", null);
        }
        try {
            JSch jsch = new JSch();
            if (certificate == null) {
                // The public half is in the file; what lies beside it may be anything.
                KeyPair.load(jsch, file.toString()).dispose();
                jsch.addIdentity(file.toString());
            } else {
                jsch.addIdentity(file.toString(), certificate.toString(), null);
            }
            return jsch.getIdentityRepository().getIdentities().get(0);
        } catch (JSchException e) {
            throw SshFailures.identity(target, file, "The file is not a private key in a known format.", e);
        }
    }

    /** A private key with any right for group or others, which ssh leaves out. Where modes do not exist, none is open. */
    static boolean isOpenToOthers(Path file) {
        if (isPublicKey(file)) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(right -> !right.name().startsWith("OWNER_"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The certificate of a key: one that is named, or that lies beside it. */
    private static Optional<Path> certificate(SshTarget target, Path file, Optional<byte[]> publicKey) {
        Path beside = file.resolveSibling(file.getFileName() + "-cert.pub");
        List<Path> candidates = new ArrayList<>(target.certificates());
        candidates.add(beside);
        return candidates.stream()
                .filter(Files::isReadable)
                .filter(each -> each.equals(beside) || target.identities().size() == 1 || besideIts(each, file))
                .findFirst()
                .filter(each -> publicKey.isPresent() || Files.isReadable(file));
    }

    private static boolean besideIts(Path certificate, Path file) {
        return String.valueOf(certificate.getFileName()).startsWith(file.getFileName() + "-cert");
    }

    /** Whether a file holds no private key, but the public half of one. */
    static boolean isPublicKey(Path file) {
        return file.toString().endsWith(".pub")
                || (publicKey(file).isPresent() && blob(file).isPresent());
    }

    /** Of {@code file} itself, which may be a public key whose private one only the agent has, or of the one beside. */
    private static Optional<byte[]> publicKey(Path file) {
        Optional<byte[]> itself = blob(file);
        if (itself.isPresent()) {
            return itself;
        }
        Optional<byte[]> beside = blob(file.resolveSibling(file.getFileName() + ".pub"));
        if (beside.isPresent() || !Files.isReadable(file)) {
            return beside;
        }
        try {
            KeyPair key = KeyPair.load(new JSch(), file.toString());
            byte[] blob = key.getPublicKeyBlob();
            key.dispose();
            return Optional.ofNullable(blob);
        } catch (JSchException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> blob(Path file) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+", 3);
            return words.length < 2 || words[0].startsWith("-")
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(words[1]));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("JdkObsolete") // likewise
    private record Fixed(Vector<Identity> identities) implements IdentityRepository {

        @Override
        public Vector<Identity> getIdentities() {
            return new Vector<>(identities);
        }

        @Override
        public String getName() {
            return "the keys of one host";
        }

        @Override
        public int getStatus() {
            return RUNNING;
        }

        @Override
        public boolean add(byte[] identity) {
            return false;
        }

        @Override
        public boolean remove(byte[] blob) {
            return false;
        }

        @Override
        public void removeAll() {
            // They live as long as the connection.
        }
    }
}
