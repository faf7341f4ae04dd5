package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * GETs a URL and looks at the status. Every other status is not yet: a program that starts slowly answers 404, 500 or 503
 * before its routes and its databases are there, and none of them tells whether that will pass.
 */
public final class HttpProbe implements Probe {

    private final URI url;
    private final int expected;
    private final Connector connector;
    private final Duration patience;
    private volatile @Nullable HttpAnswer last;

    HttpProbe(URI url, int expected, Connector connector, Duration patience) {
        this.url = url;
        this.expected = expected;
        this.connector = connector;
        this.patience = patience;
    }

    /** Straight from the workstation, as a user reaches it: by no proxy. */
    public static HttpProbe to(URI url, int expected) {
        return through(Connector.direct(url.getHost(), portOf(url), Dialogue.PATIENCE), url, expected);
    }

    /** By another way, such as the dev host's; the URL gives scheme, {@code Host} and path only. */
    public static HttpProbe through(Connector connector, URI url, int expected) {
        return new HttpProbe(url, expected, connector, Dialogue.PATIENCE);
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
        HttpAnswer answer;
        if (isTls(url)) {
            try (Socket socket = secured(stream)) {
                answer = HttpGet.over(socket.getInputStream(), socket.getOutputStream(), url);
            } catch (SSLException e) {
                return untrusted(e);
            }
        } else {
            answer = HttpGet.over(stream.in(), stream.out(), url);
        }
        last = answer;
        return answer.status() == expected
                ? new Ready("answered " + answer.status())
                : new NotYet("answered " + answer);
    }

    private Socket secured(TcpStream stream) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket =
                (SSLSocket) factory.createSocket(StreamSocket.over(stream), url.getHost(), portOf(url), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static ProbeResult untrusted(SSLException e) {
        String said = Wording.oneLine(e.getMessage());
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return new Never(
                        said,
                        "its certificate is not trusted here: check the host name in the URL, or let the JVM trust the"
                                + " authority (-Djavax.net.ssl.trustStore=…)");
            }
        }
        return new NotYet(said);
    }

    private static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int portOf(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls(url) ? 443 : 80;
    }
}
