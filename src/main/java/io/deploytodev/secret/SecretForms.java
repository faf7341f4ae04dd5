package io.deploytodev.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ways in which programs write a value when they quote it: escaped, in a URL, in base64; pure. */
final class SecretForms {

    /** Of less, what base64 makes is too short to be told from other words. */
    private static final int SHORTEST_ENCODED = 11;

    /** Base64 makes four characters of three bytes. */
    private static final int BYTES = 3;

    private static final int CHARACTERS = 4;

    private static final String UNRESERVED_IN_USER_INFO = "!$&'()*+,;=";

    /** What some programs escape in JSON lest it be taken for a tag. */
    private static final String HTML = "<>&";

    private SecretForms() {}

    /** The value itself, and its other forms. */
    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        for (String escaped : List.of("", HTML)) {
            forms.add(json(value, false, escaped, "\\u%04x"));
            forms.add(json(value, true, escaped, "\\u%04x"));
            forms.add(json(value, true, escaped, "\\u%04X"));
        }
        forms.add(value.replace("'", "\\'"));
        forms.add(value.replace("'", "'\\''"));
        forms.add(value.replace("'", "'\"'\"'"));
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        forms.add(form);
        forms.add(form.replace("+", "%20"));
        forms.add(form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
        forms.add(userInfo(form.replace("+", "%20")));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        if (bytes.length >= SHORTEST_ENCODED) {
            addBase64(bytes, forms);
        }
        return forms;
    }

    private static String json(String value, boolean ascii, String escaped, String code) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '"', '\\' -> text.append('\\').append(each);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if ((ascii && each > '~') || escaped.indexOf(each) >= 0) {
                        text.append(String.format(Locale.ROOT, code, (int) each));
                    } else {
                        text.append(each);
                    }
                }
            }
        }
        return text.toString();
    }

    /** Many programs leave some characters as they are between the slashes and the host. */
    private static String userInfo(String encoded) {
        String result = encoded;
        for (int i = 0; i < UNRESERVED_IN_USER_INFO.length(); i++) {
            char each = UNRESERVED_IN_USER_INFO.charAt(i);
            result = result.replace(
                    URLEncoder.encode(String.valueOf(each), StandardCharsets.UTF_8), String.valueOf(each));
        }
        return result;
    }

    /** Also of a longer text that holds the value, such as name and password of a login: for each place it may begin at. */
    private static void addBase64(byte[] value, Set<String> forms) {
        for (int before = 0; before < BYTES; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            // What is shared with the bytes before and after is not ours alone.
            int from = before == 0 ? 0 : CHARACTERS;
            int to = shifted.length / BYTES * CHARACTERS;
            String standard = Base64.getEncoder().encodeToString(shifted).substring(from, to);
            forms.add(standard);
            forms.add(standard.replace('+', '-').replace('/', '_'));
        }
    }
}
