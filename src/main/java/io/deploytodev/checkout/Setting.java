package io.deploytodev.checkout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of git's configuration; its value may be a secret.
 *
 * @param key as git prints it: section and name in small letters, what stands between them as it was written
 */
record Setting(String key, String value) {

    private static final String REMOTE = "remote.";
    private static final String URL = ".url";

    /** Reads what {@code git config --null --list} prints: {@code key LF value NUL}. */
    static List<Setting> read(byte[] printed) {
        List<Setting> settings = new ArrayList<>();
        for (String each : new String(printed, StandardCharsets.UTF_8).split("\0", -1)) {
            int end = each.indexOf('\n');
            if (each.indexOf('.') > 0) {
                // A key that stands alone means true.
                settings.add(
                        end < 0
                                ? new Setting(each, "true")
                                : new Setting(each.substring(0, end), each.substring(end + 1)));
            }
        }
        return settings;
    }

    /** The last one wins, as git has it. */
    static Optional<String> last(List<Setting> settings, String key) {
        return settings.stream()
                .filter(setting -> setting.key.equals(key))
                .map(Setting::value)
                .reduce((first, second) -> second);
    }

    /** The names of the remotes that have an address. */
    static List<String> remotes(List<Setting> settings) {
        return settings.stream()
                .map(Setting::key)
                .filter(key ->
                        key.startsWith(REMOTE) && key.endsWith(URL) && key.length() > REMOTE.length() + URL.length())
                .map(key -> key.substring(REMOTE.length(), key.length() - URL.length()))
                .distinct()
                .toList();
    }

    /** Git fetches from the first address that a remote has. */
    static Optional<String> url(List<Setting> settings, String remote) {
        return settings.stream()
                .filter(setting -> setting.key.equals(REMOTE + remote + URL))
                .map(Setting::value)
                .findFirst();
    }

    String section() {
        return key.substring(0, key.indexOf('.'));
    }

    String name() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** What stands between section and name; empty when nothing does. */
    String between() {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        return first == last ? "" : key.substring(first + 1, last);
    }

    /** Never the value. */
    @Override
    public String toString() {
        return key;
    }
}
