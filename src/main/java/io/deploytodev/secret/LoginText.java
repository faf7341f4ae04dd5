package io.deploytodev.secret;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a command, or an address, logs in with; pure. */
final class LoginText {

    /** {@code --requirepass word}, {@code PGPASSWORD=word}, {@code redis-cli -a word}. */
    private static final Pattern OPTION =
            Pattern.compile("(?i)(?:(?<![\\w-])--?[\\w.-]*(?:pass|pwd|secret|token|credential|-key)[\\w.-]*[=\\s]\\s*"
                    + "|\\b[\\w.-]*(?:passw|passphrase|pwd|secret|token|credential|api_?key)[\\w.-]*="
                    + "|\\bredis-cli\\b[^|;&]*?\\s-a\\s+)"
                    + "(?:\"([^\"]+)\"|'([^']+)'|([^\\s\"',;|&-][^\\s\"',;|&]*))");

    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s:]*:([^/@\\s]+)@");

    /** URLs know no plus for a blank before their question mark, and people forget to write a percent sign as one. */
    private static final Pattern NOT_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private LoginText() {}

    /** What options and assignments of a command give away. */
    static Set<String> ofCommand(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            for (int group = 1; group <= option.groupCount(); group++) {
                String word = option.group(group);
                // A path leads to a secret, and a variable stands for one; neither is one.
                if (word != null && !word.startsWith("/") && !word.startsWith("$")) {
                    found.add(word);
                }
            }
        }
        return found;
    }

    /** The passwords in the addresses of a text, as they stand there and as they are meant. */
    static Set<String> ofAddresses(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher userInfo = USER_INFO.matcher(text);
        while (userInfo.find()) {
            String password = userInfo.group(1);
            found.add(password);
            String encoded = NOT_ENCODED.matcher(password).replaceAll("%25").replace("+", "%2B");
            found.add(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        }
        return found;
    }
}
