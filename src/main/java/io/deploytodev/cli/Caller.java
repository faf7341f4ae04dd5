package io.deploytodev.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this, for the lock and the record. */
final class Caller {

    private static final int LONGEST = 120;

    private Caller() {}

    /** {@code ada@laptop}. */
    static String name() {
        return named(System.getProperty("user.name"), machine());
    }

    /** One line that is not too long for a lock's note, whatever this machine calls itself. */
    static String named(String user, String machine) {
        String name = (user + "@" + machine).replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown machine";
        }
    }
}
