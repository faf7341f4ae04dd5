package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Sha256;
import io.deploytodev.sync.KnownContents.Look;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A file's content while it is sent, which must still be what the manifest says: the host is told that it is. Whatever is
 * found otherwise ends the archive in the middle, so that the host cannot take it for whole. A file that looks the same
 * before and after as when it was read last was not changed in between; any other is digested once more.
 */
final class SentContent implements AutoCloseable {

    private final SentEntry sent;
    private final InputStream in;
    private final Optional<MessageDigest> digest;
    private long left;

    private SentContent(SentEntry sent, InputStream in, boolean certain) {
        this.sent = sent;
        this.in = in;
        this.digest = certain ? Optional.empty() : Optional.of(Sha256.digest());
        this.left = sent.entry().size();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the content
    static SentContent open(SentEntry sent) {
        try {
            boolean certain = sent.certain().isPresent() && sent.certain().get().equals(Look.of(sent.file()));
            return new SentContent(sent, Files.newInputStream(sent.file(), LinkOption.NOFOLLOW_LINKS), certain);
        } catch (IOException e) {
            throw changed(sent.entry(), e);
        }
    }

    int read(byte[] buffer) {
        try {
            int n = in.read(buffer);
            left -= Math.max(n, 0);
            if (left < 0 || (n < 0 && left > 0) || (n < 0 && !isAsRead())) {
                throw changed(sent.entry(), null);
            }
            if (n > 0 && digest.isPresent()) {
                digest.get().update(buffer, 0, n);
            }
            return n;
        } catch (IOException e) {
            throw changed(sent.entry(), e);
        }
    }

    private boolean isAsRead() throws IOException {
        return digest.isPresent()
                ? Sha256.hex(digest.get()).equals(sent.entry().content())
                : sent.certain().equals(Optional.of(Look.of(sent.file())));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static RuntimeException changed(TreeEntry entry, @Nullable IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new CancellationException("interrupted while " + entry.path() + " was sent");
        }
        return new DeployFailure(
                FailureKind.SYNC,
                "The file " + entry.path() + " changed while the source tree was sent.",
                cause == null
                        ? "Something on this machine writes to it, such as an editor or a build."
                        : "It cannot be read any more: " + SourceTree.reason(cause) + ".",
                "Once it is at rest, sync again: deploy-to-dev deploy",
                List.of(),
                cause);
    }
}
