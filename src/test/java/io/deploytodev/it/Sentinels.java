package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words that stand nowhere but in secrets, one for each place that can hold one. */
final class Sentinels {

    static final String ENVIRONMENT_FILE = "zqenvfile4101";
    static final String ADDRESS = "zqaddress4102";
    static final String SECOND_LINE = "zqsecondline4103";
    static final String SECRET_FILE = "zqsecretfile4104";

    /** Of letters alone, at a variable that has no telling name: only what it is used for makes it a secret. */
    static final String SECRET_VARIABLE = "zqsecretvariable";

    static final String LITERAL = "zqliteral4105";
    static final String COMMAND = "zqcommand4106";
    static final String BUILD_ARGUMENT = "zqbuildarg4107";
    static final String WORKSTATION = "zqworkstation4108";
    static final String OVERRIDE = "zqoverride4109";
    static final String PASSPHRASE = "zqpassphrase4110";
    static final String WRONG_PLACE = "zqwrongplace4111";

    static final List<String> ALL = List.of(
            ENVIRONMENT_FILE,
            ADDRESS,
            SECOND_LINE,
            SECRET_FILE,
            SECRET_VARIABLE,
            LITERAL,
            COMMAND,
            BUILD_ARGUMENT,
            WORKSTATION,
            OVERRIDE,
            PASSPHRASE,
            WRONG_PLACE);

    private Sentinels() {}

    /** A pattern of {@code grep -E} for all of them. */
    static String pattern(List<String> words) {
        return String.join("|", words);
    }

    /** Neither as they are nor in base64, wherever in what is encoded they stand. */
    static void assertNone(String where, String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String word : ALL) {
            for (String form : forms(word)) {
                int at = text.indexOf(form);
                if (at >= 0) {
                    int begin = Math.max(0, text.lastIndexOf('\n', at) + 1);
                    int end = text.indexOf('\n', at);
                    found.put(word, text.substring(begin, end < 0 ? text.length() : end));
                }
            }
        }
        assertThat(found).as("secrets in " + where).isEmpty();
    }

    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>(List.of(word));
        for (int before = 0; before < 3; before++) {
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString((" ".repeat(before) + word).getBytes(StandardCharsets.UTF_8));
            forms.add(encoded.substring(before == 0 ? 0 : 4, (before + word.length()) / 3 * 4));
        }
        return forms;
    }
}
