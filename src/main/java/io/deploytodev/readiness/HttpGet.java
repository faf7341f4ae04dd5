package io.deploytodev.readiness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One GET over a stream, by hand because the JDK's client opens its own sockets and takes no other. It reads status and
 * headers and just enough of the body, whatever the server goes on to send.
 */
final class HttpGet {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int BUFFER = 2 * 1024;
    static final int SWITCHING_PROTOCOLS = 101;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final InputStream in;
    private final int mostBody;
    private final List<HttpReply.Header> headers = new ArrayList<>();
    private boolean chunked;
    private long length = Long.MAX_VALUE;

    private HttpGet(InputStream in, int mostBody) {
        this.in = new BufferedInputStream(in);
        this.mostBody = mostBody;
    }

    /** @param mostBody how many bytes of the body are read at most */
    static HttpReply over(InputStream in, OutputStream out, URI url, int mostBody) throws IOException {
        return ask(in, out, url, List.of("Accept: */*", "Connection: close"), mostBody);
    }

    /** Asks for another protocol, and reads no body: after a yes it would be that protocol's. */
    static HttpReply upgrade(InputStream in, OutputStream out, URI url, List<String> headers) throws IOException {
        return ask(in, out, url, headers, 0);
    }

    private static HttpReply ask(InputStream in, OutputStream out, URI url, List<String> headers, int mostBody)
            throws IOException {
        String request = "GET " + pathOf(url) + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                + "\r\nUser-Agent: deploy-to-dev\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new HttpGet(in, mostBody).answer();
    }

    /** Path and query as they go on the wire. */
    static String pathOf(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private HttpReply answer() throws IOException {
        int status = head();
        while (status / 100 == 1 && status != SWITCHING_PROTOCOLS) {
            status = head();
        }
        boolean bodiless = status == SWITCHING_PROTOCOLS || status == 204 || status == 304;
        return new HttpReply(status, headers, bodiless ? "" : new String(body(), StandardCharsets.UTF_8));
    }

    private int head() throws IOException {
        String first = line();
        Matcher matcher = STATUS.matcher(first);
        if (!matcher.matches()) {
            throw new IOException("not an HTTP answer: " + Wording.oneLine(first));
        }
        headers.clear();
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (headers.size() >= MOST_HEADERS) {
                throw new IOException("an HTTP answer with more than " + MOST_HEADERS + " headers");
            }
            headers.add(HttpReply.Header.of(header));
            read(header.toLowerCase(Locale.ROOT));
        }
        return Integer.parseInt(matcher.group(1));
    }

    private void read(String header) throws IOException {
        if (header.startsWith("transfer-encoding:")) {
            chunked = header.endsWith("chunked");
        } else if (header.startsWith("content-length:")) {
            length = number(header.substring("content-length:".length()), 10);
        }
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            if (chunked) {
                for (long size = chunkSize(); size > 0 && body.size() < mostBody; size = chunkSize()) {
                    copy(size, body);
                    line();
                }
            } else {
                copy(length, body);
            }
        } catch (IOException e) {
            // The status is the answer; what came of the body before the end is good enough for a message.
        }
        return body.toByteArray();
    }

    private void copy(long size, ByteArrayOutputStream to) throws IOException {
        long wanted = Math.min(size, mostBody - to.size());
        byte[] buffer = new byte[BUFFER];
        while (wanted > 0) {
            int n = in.read(buffer, 0, (int) Math.min(wanted, buffer.length));
            if (n < 0) {
                return;
            }
            to.write(buffer, 0, n);
            wanted -= n;
        }
    }

    private long chunkSize() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return number(extension < 0 ? line : line.substring(0, extension), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("not an HTTP length: " + Wording.oneLine(text), e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("an HTTP answer with an endless line");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
