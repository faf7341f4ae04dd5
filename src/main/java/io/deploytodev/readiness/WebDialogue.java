package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** What is said to a web server over a stream, in TLS where the URL asks for it. */
@FunctionalInterface
interface WebDialogue {

    ProbeResult over(InputStream in, OutputStream out) throws IOException;

    static ProbeResult talk(URI url, TcpStream stream, WebDialogue dialogue) throws IOException {
        if (!isTls(url)) {
            return dialogue.over(stream.in(), stream.out());
        }
        try (Socket socket = secured(stream, url)) {
            return dialogue.over(socket.getInputStream(), socket.getOutputStream());
        } catch (SSLException e) {
            return untrusted(e);
        }
    }

    static int portOf(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls(url) ? 443 : 80;
    }

    private static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
    }

    private static Socket secured(TcpStream stream, URI url) throws IOException {
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
}
