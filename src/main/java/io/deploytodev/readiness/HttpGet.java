package io.deploytodev.readiness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One GET over a stream, by hand because the JDK's client opens its own sockets and takes no other. It reads the status
 * and just enough of the body for a message, whatever the server goes on to send.
 */
final class HttpGet {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int BODY_KEPT = 2 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final InputStream in;
    private boolean chunked;
    private long length = Long.MAX_VALUE;

    private HttpGet(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    static HttpAnswer over(InputStream in, OutputStream out, URI url) throws IOException {
        String request = "GET " + pathOf(url) + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                + "\r\nUser-Agent: deploy-to-dev\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new HttpGet(in).answer();
    }

    /** Path and query as they go on the wire. */
    static String pathOf(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private HttpAnswer answer() throws IOException {
        int status = head();
        while (status / 100 == 1) {
            status = head();
        }
        boolean bodiless = status == 204 || status == 304;
        String body = bodiless ? "" : new String(body(), StandardCharsets.UTF_8);
        return new HttpAnswer(status, Wording.oneLine(body));
    }

    private int head() throws IOException {
        String first = line();
        Matcher matcher = STATUS.matcher(first);
        if (!matcher.matches()) {
            throw new IOException("not an HTTP answer: " + Wording.oneLine(first));
        }
        int headers = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (++headers > MOST_HEADERS) {
                throw new IOException("an HTTP answer with more than " + MOST_HEADERS + " headers");
            }
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
                for (long size = chunkSize(); size > 0 && body.size() < BODY_KEPT; size = chunkSize()) {
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
        long wanted = Math.min(size, BODY_KEPT - to.size());
        byte[] buffer = new byte[BODY_KEPT];
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
