package io.deploytodev.docker;

/**
 * A container whose log may be read.
 *
 * @param number which of its service's replicas it is, from 1
 * @param running whether it has a process at this moment
 */
public record LoggedContainer(String id, String name, String service, int number, boolean running) {}
