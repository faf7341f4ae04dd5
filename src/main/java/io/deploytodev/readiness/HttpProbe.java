package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * GETs a URL and looks at status, headers and JSON. Every other answer is not yet: a program that starts slowly answers
 * 404, 500 or 503 before its routes and its databases are there, and none of them tells whether that will pass.
 */
public final class HttpProbe implements Probe {

    private final URI url;
    private final HttpExpectation expected;
    private final Connector connector;
    private final Duration patience;
    private volatile @Nullable HttpAnswer last;

    HttpProbe(URI url, HttpExpectation expected, Connector connector, Duration patience) {
        this.url = url;
        this.expected = expected;
        this.connector = connector;
        this.patience = patience;
    }

    /** Straight from the workstation, as a user reaches it: by no proxy. */
    public static HttpProbe to(URI url, HttpExpectation expected, Duration patience) {
        Connector direct = Connector.direct(url.getHost(), WebDialogue.portOf(url), patience);
        return new HttpProbe(url, expected, direct, patience);
    }

    /** By another way, such as the dev host's; the URL gives scheme, {@code Host} and path only. */
    public static HttpProbe through(Connector connector, URI url, HttpExpectation expected, Duration patience) {
        return new HttpProbe(url, expected, connector, patience);
    }

    @Override
    public String question() {
        return "GET " + HttpGet.pathOf(url);
    }

    /** The answer to the latest question that got one. */
    public Optional<HttpAnswer> lastAnswer() {
        return Optional.ofNullable(last);
    }

    @Override
    public ProbeResult ask() {
        return Dialogue.hold(connector, patience, this::get);
    }

    private ProbeResult get(TcpStream stream) throws IOException {
        return WebDialogue.talk(url, stream, (in, out) -> {
            HttpReply reply = HttpGet.over(in, out, url, expected.bodyNeeded());
            last = reply.answer();
            return expected.missing(reply)
                    .<ProbeResult>map(NotYet::new)
                    .orElseGet(() -> new Ready("answered " + reply.status()));
        });
    }
}
