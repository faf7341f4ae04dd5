package io.deploytodev.readiness;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what servers and sockets say into one short line that is safe to print. */
final class Wording {

    static final int LONGEST_LINE = 300;
    static final String CLOSED = "it closed the connection before it answered";

    private Wording() {}

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** One line without control characters, which a server could use to write over the terminal. */
    static String oneLine(@Nullable String text) {
        String line = Objects.requireNonNullElse(text, "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /** With a capital letter at its start, unless that is a command to type, which must stay as it is. */
    static String capital(String text) {
        return text.isEmpty() || text.matches("(?s)(docker|curl|ssh) .*")
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** With a capital letter at its start and a stop at its end. */
    static String sentence(String text) {
        return capital(text) + (text.matches("(?s).*[.!?)]") ? "" : ".");
    }

    /** Why a connection did not come about or broke. */
    static String of(IOException e) {
        String message = oneLine(e.getMessage());
        if (e instanceof ConnectException && message.toLowerCase(Locale.ROOT).contains("refused")) {
            return "connection refused";
        }
        if (e instanceof EOFException || e instanceof ClosedChannelException) {
            return CLOSED;
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof NoRouteToHostException) {
            return "no route to its address";
        }
        if (e instanceof UnknownHostException) {
            return "the name " + message + " is not known";
        }
        return message.isEmpty() ? CLOSED : message;
    }

    /** The connection trouble behind a driver's exception; null when it is about something else. */
    static @Nullable IOException connectionTrouble(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IOException io) {
                return io;
            }
        }
        return null;
    }
}
