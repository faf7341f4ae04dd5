package io.deploytodev.host;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes what clients that were killed left in the temporary directory of this machine. A socket at which nobody listens
 * any more belongs to nobody any more; whatever else lies there is not touched.
 */
final class LeftSockets {

    /** As the directory of a socket is named, or that of a link for git: a number made up at random. */
    private static final Pattern NAME = Pattern.compile("deploy-to-dev-\\d{12,20}");

    static final String SOCKET = "socket";

    /** A socket is there for a moment before anybody listens. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Nothing tells whether somebody still needs these, but nobody needs them for long. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private LeftSockets() {}

    /**
     * Looks once.
     *
     * @param own a directory of this account, beside which those of the others lie
     */
    static void sweep(Path own, Instant now) {
        Path parent = own.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, "deploy-to-dev-*")) {
            for (Path directory : all) {
                if (!directory.equals(own)
                        && NAME.matcher(String.valueOf(directory.getFileName())).matches()) {
                    sweep(directory, own, now);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Somebody else sweeps, or the system is one without such attributes: it is for order, and for nothing
            // else.
        }
    }

    private static void sweep(Path directory, Path own, Instant now) throws IOException {
        BasicFileAttributes found =
                Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Duration age = Duration.between(found.lastModifiedTime().toInstant(), now);
        if (!found.isDirectory()
                || age.compareTo(SETTLED) < 0
                || !owner(directory).equals(owner(own))) {
            return;
        }
        List<Path> content = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(content::add);
        }
        boolean socket = content.size() == 1 && content.get(0).endsWith(SOCKET) && isDeaf(content.get(0));
        boolean link = content.stream().allMatch(Files::isSymbolicLink) && age.compareTo(FORGOTTEN) >= 0;
        if (socket || link) {
            for (Path path : content) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(directory);
        }
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isDeaf(Path socket) throws IOException {
        boolean other = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!other) {
            return false;
        }
        try (SocketChannel listening = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !listening.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
