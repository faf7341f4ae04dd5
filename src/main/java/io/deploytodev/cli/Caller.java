package io.deploytodev.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this, for the lock and the record. */
final class Caller {

    private Caller() {}

    /** {@code ada@laptop}. */
    static String name() {
        return System.getProperty("user.name") + "@" + machine();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown machine";
        }
    }
}
