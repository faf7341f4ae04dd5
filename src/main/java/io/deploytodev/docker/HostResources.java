package io.deploytodev.docker;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a dev host has left, and what is taken there.
 *
 * @param socketThere whether there is an engine's socket, usable or not
 * @param freeForEngine KiB free where the engine keeps images and volumes, as far as it can be told
 * @param freeForState KiB free where the tree and the releases lie
 * @param listeners the TCP ports that something listens on
 */
public record HostResources(
        boolean socketThere, OptionalLong freeForEngine, OptionalLong freeForState, List<Listener> listeners) {

    /** Of a host that said nothing of it. */
    static final HostResources UNKNOWN = new HostResources(true, OptionalLong.empty(), OptionalLong.empty(), List.of());

    public HostResources {
        listeners = List.copyOf(listeners);
    }
}
