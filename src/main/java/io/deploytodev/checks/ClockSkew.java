package io.deploytodev.checks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether the host's clock goes as this machine's does: releases are named by it, and certificates judged. */
public final class ClockSkew implements Check<HostState> {

    private static final Duration TOLERATED = Duration.ofSeconds(30);

    /**
     * How far another clock is ahead at least; negative when it is behind.
     *
     * @param before when it was asked, by this machine's
     * @param after when it had answered
     */
    public static Duration between(Instant before, Instant other, Instant after) {
        if (other.isBefore(before)) {
            return Duration.between(before, other);
        }
        return other.isAfter(after) ? Duration.between(after, other) : Duration.ZERO;
    }

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public String well() {
        return "its clock goes as this machine's";
    }

    @Override
    public List<Finding> look(HostState host) {
        Duration off = host.ahead().abs();
        if (off.compareTo(TOLERATED) <= 0) {
            return List.of();
        }
        return List.of(
                Finding.hurts(
                        id(),
                        "The clock of " + host.name() + " is " + words(off)
                                + (host.ahead().isNegative() ? " behind" : " ahead") + " of this machine's.",
                        "One of them is wrong. Releases are named and sorted by the host's time; logins, tokens and certificates"
                                + " that depend on the time fail.",
                        "On the host: timedatectl ; then sudo timedatectl set-ntp true. If that one is right, set this machine's."));
    }

    private static String words(Duration off) {
        if (off.toHours() >= 48) {
            return off.toDays() + " days";
        }
        if (off.toMinutes() >= 120) {
            return off.toHours() + " hours";
        }
        return off.toSeconds() >= 120 ? off.toMinutes() + " minutes" : off.toSeconds() + " s";
    }
}
