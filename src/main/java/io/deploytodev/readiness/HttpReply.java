package io.deploytodev.readiness;

import java.util.List;
import java.util.Locale;

/**
 * A whole answer of an HTTP server.
 *
 * @param body the beginning of it, as it came
 */
record HttpReply(int status, List<Header> headers, String body) {

    HttpReply {
        headers = List.copyOf(headers);
    }

    /** The values of one header, in the order in which they came. */
    List<String> values(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return headers.stream()
                .filter(each -> each.name().equals(name))
                .map(Header::value)
                .toList();
    }

    /** What of it fits into a message. */
    HttpAnswer answer() {
        return new HttpAnswer(status, Wording.oneLine(body));
    }

    /** @param name in small letters */
    record Header(String name, String value) {

        static Header of(String line) {
            int colon = line.indexOf(':');
            return colon < 0
                    ? new Header(line.toLowerCase(Locale.ROOT), "")
                    : new Header(
                            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
        }
    }
}
