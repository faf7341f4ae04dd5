package io.deploytodev.schedule;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells failures that another try may mend from those that stay: a commit that is broken is broken an hour later, too; pure. */
final class Mending {

    /** Where a network may have been the cause. */
    private static final Set<FailureKind> MAYBE =
            Set.of(FailureKind.BUILD, FailureKind.SYNC, FailureKind.INFRASTRUCTURE, FailureKind.HOST, FailureKind.HOOK);

    /** As curl, apt, pip, npm, Docker and git say it. */
    private static final Pattern NETWORK = Pattern.compile(
            "(?i)timed? ?out|temporary failure|could not resolve|no such host|connection (reset|refused|closed)"
                    + "|network is unreachable|no route to host|tls handshake|unexpected eof|early eof|\\b(429|502|503|504)\\b"
                    + "|too many requests|service unavailable|bad gateway|etimedout|econnreset|eai_again");

    /** Somebody has to do something about these. */
    private static final Pattern LOGIN = Pattern.compile(
            "(?i)host key|refuses the key|refuses all keys|permission denied|passphrase|authentication|wants a login"
                    + "|no repository at|not known as");

    /** Nobody backs off for longer between two tries of one night. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private Mending() {}

    static boolean mayHelp(DeployFailure failure) {
        String said = failure.what() + "\n" + failure.why() + "\n" + String.join("\n", failure.evidence());
        if (failure.kind() == FailureKind.CONNECT) {
            return !LOGIN.matcher(said).find();
        }
        return MAYBE.contains(failure.kind()) && NETWORK.matcher(said).find();
    }

    /**
     * How long to wait before another try.
     *
     * @param first before the first
     * @param retry counted from 1
     */
    static Duration pause(Duration first, int retry) {
        Duration pause = first;
        for (int i = 1; i < retry && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
