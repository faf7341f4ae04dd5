package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Asks a URL to become a WebSocket, and takes leave as soon as it has. A proxy that does not pass the upgrade on, or a
 * service without that route, answers something else than 101.
 */
public final class WebSocketProbe implements Probe {

    private static final String HANDSHAKE = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    /** A close frame as a client sends it: no reason, masked with zeros. */
    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};

    private static final int KEY_BYTES = 16;

    private final URI url;
    private final Connector connector;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    private WebSocketProbe(URI url, Connector connector, Duration patience) {
        this.url = url;
        this.connector = connector;
        this.patience = patience;
    }

    /** Straight from the workstation; the URL may begin with {@code ws}, {@code wss}, {@code http} or {@code https}. */
    public static WebSocketProbe to(URI url, Duration patience) {
        return through(Connector.direct(url.getHost(), WebDialogue.portOf(url), patience), url, patience);
    }

    /** By another way, such as the dev host's; the URL gives scheme, {@code Host} and path only. */
    public static WebSocketProbe through(Connector connector, URI url, Duration patience) {
        return new WebSocketProbe(url, connector, patience);
    }

    @Override
    public String question() {
        return "WebSocket " + HttpGet.pathOf(url);
    }

    @Override
    public ProbeResult ask() {
        return Dialogue.hold(connector, patience, this::shakeHands);
    }

    private ProbeResult shakeHands(TcpStream stream) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getEncoder().encodeToString(bytes);
        List<String> headers = List.of(
                "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + key);
        return WebDialogue.talk(url, stream, (in, out) -> {
            HttpReply reply = HttpGet.upgrade(in, out, url, headers);
            if (reply.status() != HttpGet.SWITCHING_PROTOCOLS) {
                return new NotYet("answered " + reply.status() + " to the upgrade, not 101");
            }
            if (!reply.values("Sec-WebSocket-Accept").contains(accept(key))) {
                return new NotYet(
                        "answered 101, but not as a WebSocket: its Sec-WebSocket-Accept is not the one asked" + " for");
            }
            takeLeave(out);
            return new Ready("answered 101, a WebSocket");
        });
    }

    private static void takeLeave(OutputStream out) {
        try {
            out.write(GOODBYE);
            out.flush();
        } catch (IOException e) {
            // It has answered, which is all that was asked.
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + HANDSHAKE).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
