package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the host's SSH server lets a deploy have as many connections and commands at once as it uses. */
public final class SshdLimits implements Check<HostState> {

    /** Eight at a time, and such as are just ending; it is also what OpenSSH allows by itself. */
    private static final int SESSIONS = 10;

    /** The lock holds one as long as the deploy lasts, and each command takes one. */
    private static final int SESSIONS_AT_LEAST = 3;

    private static final int STARTUPS = 3;
    private static final String NEXT =
            " in /etc/ssh/sshd_config of the host (sudo sshd -T shows what counts), then: sudo"
                    + " systemctl reload ssh";

    @Override
    public String id() {
        return "sshd";
    }

    @Override
    public String well() {
        return "its SSH server allows enough sessions and connections";
    }

    @Override
    public List<Finding> look(HostState host) {
        List<Finding> findings = new ArrayList<>();
        int sessions = number(host, "maxsessions", SESSIONS);
        if (sessions < SESSIONS_AT_LEAST) {
            findings.add(Finding.stops(
                    id(),
                    FailureKind.CONNECT,
                    "The SSH server of " + host.name() + " allows " + sessions + " commands at once on a connection.",
                    "MaxSessions is " + sessions + ". The lock takes one for the whole deploy, and more run beside it.",
                    "Set MaxSessions " + SESSIONS + NEXT));
        } else if (sessions < SESSIONS) {
            findings.add(Finding.hurts(
                    id(),
                    "The SSH server of " + host.name() + " allows only " + sessions + " commands at once.",
                    "MaxSessions is " + sessions + "; a deploy runs up to eight side by side, and may be refused one in"
                            + " the middle.",
                    "Set MaxSessions " + SESSIONS + NEXT));
        }
        int startups = number(host, "maxstartups", SESSIONS);
        if (startups < STARTUPS) {
            findings.add(Finding.hurts(
                    id(),
                    "The SSH server of " + host.name() + " turns logins away when there are few at once.",
                    "MaxStartups is " + host.vitals().sshd().get("maxstartups")
                            + ": so many may be logging in at a time,"
                            + " whoever they are. A deploy that has to connect anew, or two people, meet that.",
                    "Set MaxStartups 10:30:100" + NEXT));
        }
        return findings;
    }

    /** The first number of the value, as in {@code 10:30:100}. */
    private static int number(HostState host, String key, int usual) {
        String first = host.vitals()
                .sshd()
                .getOrDefault(key, "")
                .toLowerCase(Locale.ROOT)
                .split("[:\\s]", 2)[0];
        return first.matches("\\d{1,6}") ? Integer.parseInt(first) : usual;
    }
}
