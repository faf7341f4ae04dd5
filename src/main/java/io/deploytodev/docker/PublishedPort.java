package io.deploytodev.docker;

import java.util.Set;

/**
 * A TCP port of a service that the dev host opens to others.
 *
 * @param number on the dev host
 * @param address of the dev host that it is bound to; empty for all of them
 */
public record PublishedPort(String service, int number, String address) {

    /** Whether it can be reached from another machine, as far as the dev host's firewall lets. */
    public boolean isOpenToOthers() {
        return !address.startsWith("127.") && !Set.of("localhost", "::1").contains(address);
    }
}
