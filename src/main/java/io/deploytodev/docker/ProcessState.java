package io.deploytodev.docker;

/**
 * Whether a container has a process, and how the last one ended.
 *
 * @param outOfMemory whether the kernel ended it for want of memory
 * @param since when it was started or ended, in nanoseconds since 1970, by the dev host's clock
 */
public record ProcessState(boolean running, int exitCode, boolean outOfMemory, long since) {}
