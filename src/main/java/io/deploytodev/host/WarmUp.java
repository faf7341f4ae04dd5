package io.deploytodev.host;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Does once, for nothing, what a login will do: a Java that was just started takes longer to load the ciphers than to use
 * them, and has a processor to spare while words and configuration are read.
 */
public final class WarmUp {

    private static final int KEY_BYTES = 16;

    private WarmUp() {}

    /** Begins beside whatever goes on; what fails will fail again, where it can be told. */
    public static void begin() {
        Daemon.start("warm-up", () -> {
            try {
                login();
            } catch (GeneralSecurityException | JSchException | RuntimeException e) {
                // Such as a Java without these algorithms: the login chooses others.
            }
        });
    }

    private static void login() throws GeneralSecurityException, JSchException {
        new JSch().getSession("nobody", "localhost");
        KeyPair agreed = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(agreed.getPrivate());
        agreement.doPhase(agreed.getPublic(), true);
        agreement.generateSecret();
        KeyPair signed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(signed.getPrivate());
        byte[] made = signature.sign();
        signature.initVerify(signed.getPublic());
        signature.verify(made);
        SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
        Cipher.getInstance("AES/CTR/NoPadding")
                .init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[KEY_BYTES]));
        Mac.getInstance("HmacSHA256").init(key);
    }
}
