package io.deploytodev.checkout;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the passwords out of addresses; pure. */
final class RemoteUrl {

    /** A token may stand in the place of the user's name alone. */
    private static final Pattern USER_INFO = Pattern.compile("(://)([^/@\\s]+)@");

    private static final Pattern QUERY = Pattern.compile("(\\?)[^\\s'\"]+");

    private static final int SHORTEST = 4;

    private RemoteUrl() {}

    /** An address, or a text with addresses in it, that may be shown. */
    static String shown(String text) {
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll(match -> match.group(1) + user(match.group(2)) + "@"))
                .replaceAll("$1...");
    }

    /** The same of what git said, which may also quote the password by itself. */
    static String shown(String text, String url) {
        String masked = shown(text);
        Matcher info = USER_INFO.matcher(url);
        if (info.find()) {
            int colon = info.group(2).indexOf(':');
            String password = info.group(2).substring(colon + 1);
            if (password.length() >= SHORTEST && !password.equals("git")) {
                masked = masked.replace(password, "...").replace(decoded(password), "...");
            }
        }
        return masked;
    }

    private static String user(String info) {
        return info.equals("git") ? info : "...";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
