package io.deploytodev.checkout;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The configuration that git has for a checkout of this tool's own, in the place of the user's global one: of the user's
 * settings those that lead to the remote, and nothing that changes what a commit looks like once it is checked out; pure.
 */
final class GitConfig {

    /** The user's ways to a remote: addresses, proxies, logins, certificates. */
    private static final Set<String> ACCESS = Set.of("http", "https", "credential", "url", "ssh", "protocol", "lfs");

    private static final Set<String> ACCESS_KEYS = Set.of("core.sshcommand", "core.gitproxy", "core.askpass");

    /** Lists, of which an empty entry takes back what another file has put in. */
    private static final Set<String> LISTS = Set.of("helper", "extraheader");

    /** Modes, links and line ends as the commit has them; no commands of the user's; nothing left at work behind. */
    private static final String OWN = """
            [core]
            \tautocrlf = false
            \tsafecrlf = false
            \tsymlinks = true
            \tfileMode = true
            \tquotePath = false
            \tfsmonitor = false
            \tsparseCheckout = false
            \tattributesFile = /dev/null
            \thooksPath = /dev/null
            \tlogAllRefUpdates = false
            [filter "lfs"]
            \tsmudge =
            \tprocess =
            \tclean =
            \trequired = false
            [gc]
            \tautoDetach = false
            [submodule]
            \trecurse = false
            [advice]
            \tdetachedHead = false
            """;

    /** A transfer that comes to a standstill ends: bytes a second, and for how many seconds. */
    private static final String STANDSTILL = """
            [http]
            \tlowSpeedLimit = 1000
            \tlowSpeedTime = 60
            """;

    private GitConfig() {}

    /** What {@code origin} means: not in submodules, which are children of the same configuration. */
    static String remote(String url) {
        StringBuilder text = new StringBuilder();
        append(text, new Setting("remote.origin.url", url), url);
        return text.toString();
    }

    /** The same configuration where there is no repository yet. */
    static String including(Path... files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            append(text, new Setting("include.path", ""), file.toString());
        }
        return text.toString();
    }

    /**
     * The file's text; it may hold secrets.
     *
     * @param settings all that hold where the user is
     * @param repository the checkout's own
     * @param remote the file that says what the remote is
     */
    static String text(List<Setting> settings, Path repository, Path remote) {
        StringBuilder text = new StringBuilder(STANDSTILL);
        Set<String> emptied = new HashSet<>();
        for (Setting setting : settings) {
            if (leadsToRemote(setting)) {
                if (LISTS.contains(setting.name()) && emptied.add(setting.key())) {
                    append(text, setting, "");
                }
                append(text, setting, setting.value());
            }
        }
        append(text, new Setting("includeIf.gitdir:" + repository + ".path", ""), remote.toString());
        return text.append(OWN).toString();
    }

    private static boolean leadsToRemote(Setting setting) {
        boolean isFilter =
                setting.section().equals("filter") && !setting.between().equals("lfs");
        return ACCESS.contains(setting.section()) || ACCESS_KEYS.contains(setting.key()) || isFilter;
    }

    private static void append(StringBuilder text, Setting setting, String value) {
        text.append('[').append(setting.section());
        if (!setting.between().isEmpty()) {
            text.append(" \"").append(quoted(setting.between())).append('"');
        }
        text.append("]\n\t").append(setting.name()).append(" = \"");
        text.append(quoted(value).replace("\n", "\\n").replace("\t", "\\t")).append("\"\n");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
